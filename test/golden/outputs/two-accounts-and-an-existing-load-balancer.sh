#!/usr/bin/env bash
# Publishes flask-hello through AWS PrivateLink: 10 calls, plan plan-4.
# Made by PrivateLink Toolkit for AWS.
# Needs bash and the AWS CLI, version 1.29 or 2.22 at least, with the profiles that are named below.
# It stops at the first error. Run it once: most calls make something new each time.
set -euo pipefail
export AWS_PAGER=''
on_stop='Stopped. What was made before is still there, tagged privatelink-toolkit:plan=plan-4.'

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

# 1. AuthorizeSecurityGroupIngress: rules
act '' aws ec2 authorize-security-group-ingress \
  --profile provider \
  --region us-east-1 \
  --group-id sg-app \
  --ip-permissions '[{"IpProtocol":"tcp","FromPort":5000,"ToPort":5000,"IpRanges":[{"CidrIp":"10.0.1.0/24"},{"CidrIp":"10.0.2.0/24","Description":"second zone"}],"Ipv6Ranges":[{"CidrIpv6":"2001:db8::/56"}],"PrefixListIds":[{"PrefixListId":"pl-1"}],"UserIdGroupPairs":[{"GroupId":"sg-other"}]}]'

# 2. CreateTargetGroup: target-group
target_group__arn=$(aws elbv2 create-target-group \
  --profile provider \
  --region us-east-1 \
  --name flask-hello-tg \
  --protocol TCP \
  --port 80 \
  --vpc-id vpc-platform \
  --target-type alb \
  --ip-address-type ipv4 \
  --health-check-enabled \
  --health-check-protocol HTTP \
  --health-check-port traffic-port \
  --health-check-path /health \
  --health-check-interval-seconds 10 \
  --health-check-timeout-seconds 6 \
  --healthy-threshold-count 2 \
  --unhealthy-threshold-count 2 \
  --matcher '{"HttpCode":"200-399"}' \
  --tags '[{"Key":"privatelink-toolkit:plan","Value":"plan-4"}]' \
  --query 'TargetGroups[0].TargetGroupArn' --output text)
printf '%s\n' "target_group__arn=$target_group__arn"

# 3. RegisterTargets: targets
act '' aws elbv2 register-targets \
  --profile provider \
  --region us-east-1 \
  --target-group-arn "$target_group__arn" \
  --targets '[{"Id":"10.9.0.4","Port":80,"AvailabilityZone":"all"},{"Id":"10.9.0.5"}]'

# 4. SetSecurityGroups: enforcement
act '' aws elbv2 set-security-groups \
  --profile provider \
  --region us-east-1 \
  --load-balancer-arn arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/old/1 \
  --security-groups '["sg-old"]' \
  --enforce-security-group-inbound-rules-on-private-link-traffic off

# 5. CreateVpcEndpointServiceConfiguration: service
answer=$(aws ec2 create-vpc-endpoint-service-configuration \
  --profile provider \
  --region us-east-1 \
  --network-load-balancer-arns '["arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/old/1"]' \
  --acceptance-required \
  --private-dns-name hello.example.com \
  --supported-ip-address-types '["ipv4","ipv6"]' \
  --supported-regions '["us-east-1","eu-central-1"]' \
  --client-token plan-4-service \
  --tag-specifications '[{"ResourceType":"vpc-endpoint-service","Tags":[{"Key":"privatelink-toolkit:plan","Value":"plan-4"},{"Key":"team","Value":"off"}]}]' \
  --query '[ServiceConfiguration.ServiceId, ServiceConfiguration.ServiceName, ServiceConfiguration.PrivateDnsNameConfiguration.Value]' --output text)
read -r service__service_id service__service_name service__dns_record <<<"$answer"
printf '%s\n' "service__service_id=$service__service_id"
printf '%s\n' "service__service_name=$service__service_name"
printf '%s\n' "service__dns_record=$service__dns_record"

# 6. ModifyVpcEndpointServicePayerResponsibility: payer
act '' aws ec2 modify-vpc-endpoint-service-payer-responsibility \
  --profile provider \
  --region us-east-1 \
  --service-id "$service__service_id" \
  --payer-responsibility ServiceOwner

# 7. ModifyVpcEndpointServicePermissions: principals
act '' aws ec2 modify-vpc-endpoint-service-permissions \
  --profile provider \
  --region us-east-1 \
  --service-id "$service__service_id" \
  --add-allowed-principals '["arn:aws:iam::444455556666:root","*"]'

# 8. StartVpcEndpointServicePrivateDnsVerification: verification
act '' aws ec2 start-vpc-endpoint-service-private-dns-verification \
  --profile provider \
  --region us-east-1 \
  --service-id "$service__service_id"

# 9. CreateVpcEndpoint: endpoint
endpoint__endpoint_id=$(call '' aws ec2 create-vpc-endpoint \
  --profile consumer \
  --region us-east-1 \
  --vpc-endpoint-type Interface \
  --vpc-id vpc-orders \
  --service-name "$service__service_name" \
  --service-region us-east-1 \
  --subnet-ids '["subnet-c1"]' \
  --security-group-ids '["sg-clients"]' \
  --ip-address-type dualstack \
  --no-private-dns-enabled \
  --client-token plan-4-endpoint \
  --tag-specifications '[{"ResourceType":"vpc-endpoint","Tags":[{"Key":"privatelink-toolkit:plan","Value":"plan-4"}]}]' \
  --query VpcEndpoint.VpcEndpointId --output text)
printf '%s\n' "endpoint__endpoint_id=$endpoint__endpoint_id"

# 10. AcceptVpcEndpointConnections: accept
act '' aws ec2 accept-vpc-endpoint-connections \
  --profile provider \
  --region us-east-1 \
  --service-id "$service__service_id" \
  --vpc-endpoint-ids '["'"$endpoint__endpoint_id"'"]'
