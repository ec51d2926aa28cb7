#!/usr/bin/env bash
# Creates tester, an instance to test connectivity from: 15 calls, plan plan-15.
# Made by PrivateLink Toolkit for AWS.
# Needs bash and the AWS CLI, version 1.29 or 2.22 at least, with the profiles that are named below.
# It stops at the first error. Run it once: most calls make something new each time.
set -euo pipefail
export AWS_PAGER=''
on_stop='Stopped. What was made before is still there, tagged privatelink-toolkit:plan=plan-15.'

errors=$(mktemp)
stopped() {
  local status=$?
  rm -f "$errors"
  if [ "$status" -ne 0 ]; then printf '%s\n' "$on_stop" >&2; fi
}
trap stopped EXIT

error_code() {
  sed -n 's/^.*An error occurred (\([^)]*\)).*$/\1/p' "$errors" | head -n 1
}

# call CODES COMMAND...: prints the answer. An error whose code is among CODES means that it is done already. What was
# made a moment ago may not be found, or not be known to EC2, for up to 60 seconds, so the call is repeated.
call() {
  local done_when=$1 started=$SECONDS output code
  shift
  until output=$("$@" 2>"$errors"); do
    code=$(error_code)
    case " $done_when " in *" ${code:-none} "*) return 0 ;; esac
    case $code in
      *NotFound | NoSuchEntity) ;;
      InvalidParameterValue) grep -q iamInstanceProfile "$errors" || { cat "$errors" >&2; return 1; } ;;
      *) cat "$errors" >&2; return 1 ;;
    esac
    if ((SECONDS - started >= 60)); then cat "$errors" >&2; return 1; fi
    sleep 2
  done
  printf '%s\n' "$output"
}

# act CODES COMMAND...: the same for a call whose answer is not needed. Some successful answers list items that AWS did
# not act on; then it fails.
act() {
  local refused
  refused=$(call "$@" --query 'Unsuccessful[].[ResourceId, Error.Code, Error.Message]' --output text) || return 1
  case $refused in '' | None) ;; *) printf '%s\n' "$refused" >&2; return 1 ;; esac
}

# wait_until SECONDS|unlimited all|any STATES FAILED COMMAND...: asks until all states, or any of them, are among STATES.
# "(absent)" among STATES: until nothing is found any more. What only a person can bring about has no limit.
wait_until() {
  local seconds=$1 enough=$2 wanted=$3 failed=$4 attempt=0 started=$SECONDS
  local delays=(1 1 2 2 3) states state found any all
  shift 4
  while true; do
    found=no any=no all=yes
    if states=$("$@" 2>"$errors"); then
      for state in $(printf '%s' "$states" | tr '[:upper:]' '[:lower:]'); do
        if [ "$state" = none ]; then continue; fi
        found=yes
        case " $failed " in *" $state "*) printf 'AWS reports %s.\n' "$state" >&2; return 1 ;; esac
        case " $wanted " in *" $state "*) any=yes ;; *) all=no ;; esac
      done
      if [ "$found" = no ]; then
        case " $wanted " in *" (absent) "*) return 0 ;; esac
      elif [ "$enough" = any ]; then
        if [ "$any" = yes ]; then return 0; fi
      elif [ "$all" = yes ]; then
        return 0
      fi
    else
      case $(error_code) in
        *NotFound) if ((SECONDS - started >= 60)); then cat "$errors" >&2; return 1; fi ;;
        *Throttl* | RequestLimitExceeded | *Unavailable | InternalError) ;;
        *) cat "$errors" >&2; return 1 ;;
      esac
    fi
    if [ "$seconds" = unlimited ]; then sleep 60; continue; fi
    if ((SECONDS - started > seconds)); then printf 'Not ready after %s seconds.\n' "$seconds" >&2; return 1; fi
    sleep "${delays[attempt]:-5}"
    attempt=$((attempt + 1))
  done
}

# 1. GetParameter: newest Amazon Linux 2023
image__image_id=$(aws ssm get-parameter \
  --profile consumer \
  --region us-east-1 \
  --name /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64 \
  --query Parameter.Value --output text)
printf '%s\n' "image__image_id=$image__image_id"

# 2. CreateRole: privatelink-toolkit-tester
role__role_name=$(call EntityAlreadyExists aws iam create-role \
  --profile consumer \
  --region us-east-1 \
  --role-name privatelink-toolkit-tester \
  --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}' \
  --description 'Lets Systems Manager run connectivity tests on test instances' \
  --tags '[{"Key":"privatelink-toolkit:plan","Value":"plan-15"},{"Key":"team","Value":"orders"},{"Key":"privatelink-toolkit:tester","Value":"vpce-0aaaaaaaaaaaaaaaa"}]' \
  --query Role.RoleName --output text)
if [ -z "$role__role_name" ]; then role__role_name=privatelink-toolkit-tester; fi
printf '%s\n' "role__role_name=$role__role_name"

# 3. AttachRolePolicy: AmazonSSMManagedInstanceCore for privatelink-toolkit-tester
act '' aws iam attach-role-policy \
  --profile consumer \
  --region us-east-1 \
  --role-name "$role__role_name" \
  --policy-arn arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore

# 4. CreateInstanceProfile: privatelink-toolkit-tester
profile__profile_name=$(call EntityAlreadyExists aws iam create-instance-profile \
  --profile consumer \
  --region us-east-1 \
  --instance-profile-name privatelink-toolkit-tester \
  --tags '[{"Key":"privatelink-toolkit:plan","Value":"plan-15"},{"Key":"team","Value":"orders"},{"Key":"privatelink-toolkit:tester","Value":"vpce-0aaaaaaaaaaaaaaaa"}]' \
  --query InstanceProfile.InstanceProfileName --output text)
if [ -z "$profile__profile_name" ]; then profile__profile_name=privatelink-toolkit-tester; fi
printf '%s\n' "profile__profile_name=$profile__profile_name"

# 5. AddRoleToInstanceProfile: privatelink-toolkit-tester into the instance profile privatelink-toolkit-tester
act LimitExceeded aws iam add-role-to-instance-profile \
  --profile consumer \
  --region us-east-1 \
  --role-name "$role__role_name" \
  --instance-profile-name "$profile__profile_name"

# 6. ModifyVpcAttribute: enableDnsHostnames = true, for the whole VPC orders
act '' aws ec2 modify-vpc-attribute \
  --profile consumer \
  --region us-east-1 \
  --vpc-id vpc-orders \
  --enable-dns-hostnames '{"Value":true}'

# 7. CreateSecurityGroup: tester-ssm
agent_group__group_id=$(aws ec2 create-security-group \
  --profile consumer \
  --region us-east-1 \
  --group-name tester-ssm \
  --description 'Systems Manager for tester' \
  --vpc-id vpc-orders \
  --tag-specifications '[{"ResourceType":"security-group","Tags":[{"Key":"Name","Value":"tester-ssm"},{"Key":"privatelink-toolkit:plan","Value":"plan-15"},{"Key":"team","Value":"orders"},{"Key":"privatelink-toolkit:tester","Value":"vpce-0aaaaaaaaaaaaaaaa"}]}]' \
  --query GroupId --output text)
printf '%s\n' "agent_group__group_id=$agent_group__group_id"

# 8. AuthorizeSecurityGroupIngress: tester-ssm: TCP 443 from 10.1.0.0/16
agent_rule__rule_id=$(call InvalidPermission.Duplicate aws ec2 authorize-security-group-ingress \
  --profile consumer \
  --region us-east-1 \
  --group-id "$agent_group__group_id" \
  --ip-permissions '[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"IpRanges":[{"CidrIp":"10.1.0.0/16","Description":"Agents of Systems Manager"}]}]' \
  --tag-specifications '[{"ResourceType":"security-group-rule","Tags":[{"Key":"Name","Value":"agent-rule"},{"Key":"privatelink-toolkit:plan","Value":"plan-15"},{"Key":"team","Value":"orders"},{"Key":"privatelink-toolkit:tester","Value":"vpce-0aaaaaaaaaaaaaaaa"}]}]' \
  --query 'SecurityGroupRules[0].SecurityGroupRuleId' --output text)
printf '%s\n' "agent_rule__rule_id=$agent_rule__rule_id"

# 9. CreateVpcEndpoint: ssm, in use1-az1, for the whole VPC
ssm__endpoint_id=$(call '' aws ec2 create-vpc-endpoint \
  --profile consumer \
  --region us-east-1 \
  --vpc-endpoint-type Interface \
  --vpc-id vpc-orders \
  --service-name com.amazonaws.us-east-1.ssm \
  --subnet-ids '["subnet-c1"]' \
  --security-group-ids '["'"$agent_group__group_id"'"]' \
  --private-dns-enabled \
  --client-token plan-15-ssm \
  --tag-specifications '[{"ResourceType":"vpc-endpoint","Tags":[{"Key":"Name","Value":"tester-ssm"},{"Key":"privatelink-toolkit:plan","Value":"plan-15"},{"Key":"team","Value":"orders"},{"Key":"privatelink-toolkit:tester","Value":"vpce-0aaaaaaaaaaaaaaaa"}]}]' \
  --query VpcEndpoint.VpcEndpointId --output text)
printf '%s\n' "ssm__endpoint_id=$ssm__endpoint_id"
# Wait until the endpoint is available
wait_until 600 all available 'failed rejected expired deleting deleted' aws ec2 describe-vpc-endpoints \
  --profile consumer \
  --region us-east-1 \
  --vpc-endpoint-ids '["'"$ssm__endpoint_id"'"]' \
  --query 'VpcEndpoints[].State' --output text

# 10. CreateVpcEndpoint: ssmmessages, in use1-az1, for the whole VPC
ssmmessages__endpoint_id=$(call '' aws ec2 create-vpc-endpoint \
  --profile consumer \
  --region us-east-1 \
  --vpc-endpoint-type Interface \
  --vpc-id vpc-orders \
  --service-name com.amazonaws.us-east-1.ssmmessages \
  --subnet-ids '["subnet-c1"]' \
  --security-group-ids '["'"$agent_group__group_id"'"]' \
  --private-dns-enabled \
  --client-token plan-15-ssmmessages \
  --tag-specifications '[{"ResourceType":"vpc-endpoint","Tags":[{"Key":"Name","Value":"tester-ssmmessages"},{"Key":"privatelink-toolkit:plan","Value":"plan-15"},{"Key":"team","Value":"orders"},{"Key":"privatelink-toolkit:tester","Value":"vpce-0aaaaaaaaaaaaaaaa"}]}]' \
  --query VpcEndpoint.VpcEndpointId --output text)
printf '%s\n' "ssmmessages__endpoint_id=$ssmmessages__endpoint_id"
# Wait until the endpoint is available
wait_until 600 all available 'failed rejected expired deleting deleted' aws ec2 describe-vpc-endpoints \
  --profile consumer \
  --region us-east-1 \
  --vpc-endpoint-ids '["'"$ssmmessages__endpoint_id"'"]' \
  --query 'VpcEndpoints[].State' --output text

# 11. CreateSecurityGroup: tester
tester_group__group_id=$(aws ec2 create-security-group \
  --profile consumer \
  --region us-east-1 \
  --group-name tester \
  --description 'Test instance for vpce-0aaaaaaaaaaaaaaaa' \
  --vpc-id vpc-orders \
  --tag-specifications '[{"ResourceType":"security-group","Tags":[{"Key":"Name","Value":"tester"},{"Key":"privatelink-toolkit:plan","Value":"plan-15"},{"Key":"team","Value":"orders"},{"Key":"privatelink-toolkit:tester","Value":"vpce-0aaaaaaaaaaaaaaaa"}]}]' \
  --query GroupId --output text)
printf '%s\n' "tester_group__group_id=$tester_group__group_id"

# 12. RevokeSecurityGroupEgress: tester: nothing goes out to 0.0.0.0/0 any more
act InvalidPermission.NotFound aws ec2 revoke-security-group-egress \
  --profile consumer \
  --region us-east-1 \
  --group-id "$tester_group__group_id" \
  --ip-permissions '[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]'

# 13. AuthorizeSecurityGroupEgress: tester: TCP 443 to 10.1.0.0/16 (Systems Manager); TCP 5000 to 10.1.0.0/16 (what is tested); UDP 53 to 10.1.0.0/16 (name servers); TCP 53 to 10.1.0.0/16 (name servers)
act InvalidPermission.Duplicate aws ec2 authorize-security-group-egress \
  --profile consumer \
  --region us-east-1 \
  --group-id "$tester_group__group_id" \
  --ip-permissions '[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"IpRanges":[{"CidrIp":"10.1.0.0/16"}]},{"IpProtocol":"tcp","FromPort":5000,"ToPort":5000,"IpRanges":[{"CidrIp":"10.1.0.0/16"}]},{"IpProtocol":"udp","FromPort":53,"ToPort":53,"IpRanges":[{"CidrIp":"10.1.0.0/16"}]},{"IpProtocol":"tcp","FromPort":53,"ToPort":53,"IpRanges":[{"CidrIp":"10.1.0.0/16"}]}]' \
  --tag-specifications '[{"ResourceType":"security-group-rule","Tags":[{"Key":"Name","Value":"out"},{"Key":"privatelink-toolkit:plan","Value":"plan-15"},{"Key":"team","Value":"orders"},{"Key":"privatelink-toolkit:tester","Value":"vpce-0aaaaaaaaaaaaaaaa"}]}]'

# 14. RunInstances: tester: t4g.nano in use1-az1, private, ends after 4 hours
instance__instance_id=$(call '' aws ec2 run-instances \
  --profile consumer \
  --region us-east-1 \
  --image-id "$image__image_id" \
  --instance-type t4g.nano \
  --network-interfaces '[{"DeviceIndex":0,"SubnetId":"subnet-c1","Groups":["'"$tester_group__group_id"'"],"AssociatePublicIpAddress":false}]' \
  --iam-instance-profile '{"Name":"'"$profile__profile_name"'"}' \
  --instance-initiated-shutdown-behavior terminate \
  --metadata-options '{"HttpTokens":"required"}' \
  --client-token plan-15-instance \
  --tag-specifications '[{"ResourceType":"instance","Tags":[{"Key":"Name","Value":"tester"},{"Key":"privatelink-toolkit:plan","Value":"plan-15"},{"Key":"team","Value":"orders"},{"Key":"privatelink-toolkit:tester","Value":"vpce-0aaaaaaaaaaaaaaaa"}]}]' \
  --count 1:1 \
  --user-data '#!/bin/bash
set -euo pipefail
end=$(date --utc --date='\''+4 hours'\'' '\''+%F %T UTC'\'')
cat > /etc/systemd/system/tester-end.service <<'\''UNIT'\''
[Unit]
Description=End of this test instance

[Service]
Type=oneshot
ExecStart=/usr/bin/systemctl poweroff
UNIT

cat > /etc/systemd/system/tester-end.timer <<UNIT
[Unit]
Description=Ends this test instance 4 hours after its first boot

[Timer]
OnCalendar=$end
Persistent=true

[Install]
WantedBy=timers.target
UNIT

systemctl daemon-reload
systemctl enable --now tester-end.timer
' \
  --query 'Instances[0].InstanceId' --output text)
printf '%s\n' "instance__instance_id=$instance__instance_id"
# Wait until the instance runs
wait_until 300 all running 'shutting-down terminated stopped' aws ec2 describe-instances \
  --profile consumer \
  --region us-east-1 \
  --instance-ids '["'"$instance__instance_id"'"]' \
  --query 'Reservations[].Instances[].State.Name' --output text

# 15. DescribeInstanceInformation: tester: whether Systems Manager reaches it
act '' aws ssm describe-instance-information \
  --profile consumer \
  --region us-east-1 \
  --filters '[{"Key":"InstanceIds","Values":["'"$instance__instance_id"'"]}]'
# Wait until Systems Manager reaches the instance
wait_until 600 all online '' aws ssm describe-instance-information \
  --profile consumer \
  --region us-east-1 \
  --filters '[{"Key":"InstanceIds","Values":["'"$instance__instance_id"'"]}]' \
  --query 'InstanceInformationList[].PingStatus' --output text
