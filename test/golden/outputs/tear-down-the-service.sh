#!/usr/bin/env bash
# Tears down flask-hello: 8 calls, plan plan-7.
# Made by PrivateLink Toolkit for AWS.
# Needs bash and the AWS CLI, version 1.29 or 2.22 at least, with the profiles that are named below.
# It stops at the first error. Run it once: most calls make something new each time.
set -euo pipefail
export AWS_PAGER=''
on_stop='Stopped. What was made before is still there, tagged privatelink-toolkit:plan=plan-7.'

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

# 1. RejectVpcEndpointConnections: vpce-0aaaaaaaaaaaaaaaa, vpce-0bbbbbbbbbbbbbbbb
act 'InvalidState InvalidVpcEndpointId.NotFound InvalidVpcEndpoint.NotFound InvalidVpcEndpointService.NotFound InvalidVpcEndpointServiceId.NotFound' aws ec2 reject-vpc-endpoint-connections \
  --profile provider \
  --region us-east-1 \
  --service-id vpce-svc-0bcf29ae4e736df34 \
  --vpc-endpoint-ids '["vpce-0aaaaaaaaaaaaaaaa","vpce-0bbbbbbbbbbbbbbbb"]'
# Wait until no connection is live
wait_until 120 all '(absent)' '' aws ec2 describe-vpc-endpoint-connections \
  --profile provider \
  --region us-east-1 \
  --filters '[{"Name":"service-id","Values":["vpce-svc-0bcf29ae4e736df34"]},{"Name":"vpc-endpoint-state","Values":["pendingAcceptance","pending","available"]}]' \
  --query 'VpcEndpointConnections[].VpcEndpointId | [?contains(`["vpce-0aaaaaaaaaaaaaaaa","vpce-0bbbbbbbbbbbbbbbb"]`, @)]' --output text

# 2. DeleteVpcEndpointConnectionNotifications: vpce-nfn-04bcb952bc8af7abc
act 'InvalidConnectionNotification.NotFound InvalidConnectionNotificationId.NotFound' aws ec2 delete-vpc-endpoint-connection-notifications \
  --profile provider \
  --region us-east-1 \
  --connection-notification-ids '["vpce-nfn-04bcb952bc8af7abc"]'

# 3. DeleteVpcEndpointServiceConfigurations: flask-hello
act 'InvalidVpcEndpointService.NotFound InvalidVpcEndpointServiceId.NotFound' aws ec2 delete-vpc-endpoint-service-configurations \
  --profile provider \
  --region us-east-1 \
  --service-ids '["vpce-svc-0bcf29ae4e736df34"]'
# Wait until the service is gone
wait_until 600 all '(absent) deleted' '' aws ec2 describe-vpc-endpoint-service-configurations \
  --profile provider \
  --region us-east-1 \
  --filters '[{"Name":"service-id","Values":["vpce-svc-0bcf29ae4e736df34"]}]' \
  --query 'ServiceConfigurations[].ServiceState' --output text

# 4. DeleteLoadBalancer: flask-hello-nlb
act LoadBalancerNotFound aws elbv2 delete-load-balancer \
  --profile provider \
  --region us-east-1 \
  --load-balancer-arn arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/flask-hello-nlb/50dc6c495c0c9188
# Wait until its network interfaces are gone
wait_until 600 all '(absent)' '' aws ec2 describe-network-interfaces \
  --profile provider \
  --region us-east-1 \
  --filters '[{"Name":"description","Values":["ELB net/flask-hello-nlb/50dc6c495c0c9188"]}]' \
  --query 'NetworkInterfaces[].NetworkInterfaceId' --output text

# 5. DeleteTargetGroup: flask-hello-tg
act TargetGroupNotFound aws elbv2 delete-target-group \
  --profile provider \
  --region us-east-1 \
  --target-group-arn arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/flask-hello-tg/73e2d6bc24d8a067

# 6. TerminateInstances: flask-hello-app
act InvalidInstanceID.NotFound aws ec2 terminate-instances \
  --profile provider \
  --region us-east-1 \
  --instance-ids '["i-app"]'
# Wait until the instance is terminated
wait_until 600 all '(absent) terminated' '' aws ec2 describe-instances \
  --profile provider \
  --region us-east-1 \
  --filters '[{"Name":"instance-id","Values":["i-app"]}]' \
  --query 'Reservations[].Instances[].State.Name' --output text

# 7. DeleteSecurityGroup: flask-hello-app
act InvalidGroup.NotFound aws ec2 delete-security-group \
  --profile provider \
  --region us-east-1 \
  --group-id sg-app

# 8. DeleteSecurityGroup: flask-hello-nlb
act InvalidGroup.NotFound aws ec2 delete-security-group \
  --profile provider \
  --region us-east-1 \
  --group-id sg-nlb
