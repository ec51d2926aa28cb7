#!/usr/bin/env bash
# Publishes flask-hello through AWS PrivateLink: 7 calls, plan plan-4.
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

# 1. AuthorizeSecurityGroupIngress: group-nlb: TCP 5000 from 10.1.0.0/16
nlb_rule__rule_id=$(call InvalidPermission.Duplicate aws ec2 authorize-security-group-ingress \
  --profile provider \
  --region us-east-1 \
  --group-id sg-nlb \
  --ip-permissions '[{"IpProtocol":"tcp","FromPort":5000,"ToPort":5000,"IpRanges":[{"CidrIp":"10.1.0.0/16","Description":"PrivateLink clients"}]}]' \
  --tag-specifications '[{"ResourceType":"security-group-rule","Tags":[{"Key":"Name","Value":"nlb-rule"},{"Key":"privatelink-toolkit:plan","Value":"plan-4"}]}]' \
  --query 'SecurityGroupRules[0].SecurityGroupRuleId' --output text)
printf '%s\n' "nlb_rule__rule_id=$nlb_rule__rule_id"

# 2. AuthorizeSecurityGroupIngress: group-app: TCP 5000 from group-nlb
target_rule_1__rule_id=$(call InvalidPermission.Duplicate aws ec2 authorize-security-group-ingress \
  --profile provider \
  --region us-east-1 \
  --group-id sg-app \
  --ip-permissions '[{"IpProtocol":"tcp","FromPort":5000,"ToPort":5000,"UserIdGroupPairs":[{"GroupId":"sg-nlb","Description":"Load balancer of flask-hello"}]}]' \
  --tag-specifications '[{"ResourceType":"security-group-rule","Tags":[{"Key":"Name","Value":"target-rule-1"},{"Key":"privatelink-toolkit:plan","Value":"plan-4"}]}]' \
  --query 'SecurityGroupRules[0].SecurityGroupRuleId' --output text)
printf '%s\n' "target_rule_1__rule_id=$target_rule_1__rule_id"

# 3. CreateTargetGroup: flask-hello-tg
target_group__arn=$(aws elbv2 create-target-group \
  --profile provider \
  --region us-east-1 \
  --name flask-hello-tg \
  --protocol TCP \
  --port 5000 \
  --vpc-id vpc-platform \
  --target-type ip \
  --health-check-protocol TCP \
  --health-check-interval-seconds 10 \
  --healthy-threshold-count 2 \
  --tags '[{"Key":"privatelink-toolkit:plan","Value":"plan-4"}]' \
  --query 'TargetGroups[0].TargetGroupArn' --output text)
printf '%s\n' "target_group__arn=$target_group__arn"

# 4. RegisterTargets: 2 targets on port 5000
act '' aws elbv2 register-targets \
  --profile provider \
  --region us-east-1 \
  --target-group-arn "$target_group__arn" \
  --targets '[{"Id":"10.0.1.24","Port":5000},{"Id":"192.168.7.7","Port":5000,"AvailabilityZone":"all"}]'

# 5. CreateListener: TCP 5000 to flask-hello-tg
listener__arn=$(call '' aws elbv2 create-listener \
  --profile provider \
  --region us-east-1 \
  --load-balancer-arn arn:free \
  --protocol TCP \
  --port 5000 \
  --default-actions '[{"Type":"forward","TargetGroupArn":"'"$target_group__arn"'"}]' \
  --tags '[{"Key":"privatelink-toolkit:plan","Value":"plan-4"}]' \
  --query 'Listeners[0].ListenerArn' --output text)
printf '%s\n' "listener__arn=$listener__arn"
# Wait until a target is healthy
wait_until 600 any healthy '' aws elbv2 describe-target-health \
  --profile provider \
  --region us-east-1 \
  --target-group-arn "$target_group__arn" \
  --query 'TargetHealthDescriptions[].TargetHealth.State' --output text

# 6. CreateVpcEndpointServiceConfiguration: acceptance required
answer=$(aws ec2 create-vpc-endpoint-service-configuration \
  --profile provider \
  --region us-east-1 \
  --network-load-balancer-arns '["arn:free"]' \
  --acceptance-required \
  --client-token plan-4-service \
  --tag-specifications '[{"ResourceType":"vpc-endpoint-service","Tags":[{"Key":"Name","Value":"flask-hello"},{"Key":"privatelink-toolkit:plan","Value":"plan-4"}]}]' \
  --query '[ServiceConfiguration.ServiceId, ServiceConfiguration.ServiceName]' --output text)
read -r service__service_id service__service_name <<<"$answer"
printf '%s\n' "service__service_id=$service__service_id"
printf '%s\n' "service__service_name=$service__service_name"
# Wait until the service is available
wait_until 600 all available 'failed deleting deleted' aws ec2 describe-vpc-endpoint-service-configurations \
  --profile provider \
  --region us-east-1 \
  --service-ids '["'"$service__service_id"'"]' \
  --query 'ServiceConfigurations[].ServiceState' --output text

# 7. ModifyVpcEndpointServicePermissions: allow arn:aws:iam::444455556666:root
act '' aws ec2 modify-vpc-endpoint-service-permissions \
  --profile provider \
  --region us-east-1 \
  --service-id "$service__service_id" \
  --add-allowed-principals '["arn:aws:iam::444455556666:root"]'
