#!/usr/bin/env bash
# Connects s3 through AWS PrivateLink: 1 call, plan plan-9.
# Made by PrivateLink Toolkit for AWS.
# Needs bash and the AWS CLI, version 1.29 or 2.22 at least, with the profiles that are named below.
# It stops at the first error. Run it once: most calls make something new each time.
set -euo pipefail
export AWS_PAGER=''
on_stop='Stopped. What was made before is still there, tagged privatelink-toolkit:plan=plan-9.'

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

# 1. CreateVpcEndpoint: Gateway, routes in 2 route tables
endpoint__endpoint_id=$(aws ec2 create-vpc-endpoint \
  --profile consumer \
  --region us-east-1 \
  --vpc-endpoint-type Gateway \
  --vpc-id vpc-orders \
  --service-name com.amazonaws.us-east-1.s3 \
  --route-table-ids '["rtb-main","rtb-private"]' \
  --client-token plan-9-endpoint \
  --tag-specifications '[{"ResourceType":"vpc-endpoint","Tags":[{"Key":"Name","Value":"s3"},{"Key":"privatelink-toolkit:plan","Value":"plan-9"}]}]' \
  --query VpcEndpoint.VpcEndpointId --output text)
printf '%s\n' "endpoint__endpoint_id=$endpoint__endpoint_id"
# Wait until the gateway is available
wait_until 600 all available 'failed rejected expired deleting deleted' aws ec2 describe-vpc-endpoints \
  --profile consumer \
  --region us-east-1 \
  --vpc-endpoint-ids '["'"$endpoint__endpoint_id"'"]' \
  --query 'VpcEndpoints[].State' --output text
