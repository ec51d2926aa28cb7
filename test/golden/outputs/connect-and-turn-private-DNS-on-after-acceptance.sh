#!/usr/bin/env bash
# Connects flask-hello through AWS PrivateLink: 4 calls, plan plan-14.
# Made by PrivateLink Toolkit for AWS.
# Needs bash and the AWS CLI, version 1.29 or 2.22 at least, with the profiles that are named below.
# It stops at the first error. Run it once: most calls make something new each time.
set -euo pipefail
export AWS_PAGER=''
on_stop='Stopped. What was made before is still there, tagged privatelink-toolkit:plan=plan-14.'

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

# 1. CreateSecurityGroup: flask-hello-endpoint
endpoint_group__group_id=$(aws ec2 create-security-group \
  --profile consumer \
  --region us-east-1 \
  --group-name flask-hello-endpoint \
  --description 'Endpoint flask-hello' \
  --vpc-id vpc-orders \
  --tag-specifications '[{"ResourceType":"security-group","Tags":[{"Key":"Name","Value":"flask-hello-endpoint"},{"Key":"privatelink-toolkit:plan","Value":"plan-14"}]}]' \
  --query GroupId --output text)
printf '%s\n' "endpoint_group__group_id=$endpoint_group__group_id"

# 2. AuthorizeSecurityGroupIngress: flask-hello-endpoint: TCP 5000 from 10.1.0.0/16
endpoint_rule__rule_id=$(call InvalidPermission.Duplicate aws ec2 authorize-security-group-ingress \
  --profile consumer \
  --region us-east-1 \
  --group-id "$endpoint_group__group_id" \
  --ip-permissions '[{"IpProtocol":"tcp","FromPort":5000,"ToPort":5000,"IpRanges":[{"CidrIp":"10.1.0.0/16","Description":"Clients of the endpoint"}]}]' \
  --tag-specifications '[{"ResourceType":"security-group-rule","Tags":[{"Key":"Name","Value":"endpoint-rule"},{"Key":"privatelink-toolkit:plan","Value":"plan-14"}]}]' \
  --query 'SecurityGroupRules[0].SecurityGroupRuleId' --output text)
printf '%s\n' "endpoint_rule__rule_id=$endpoint_rule__rule_id"

# 3. CreateVpcEndpoint: Interface, use1-az1 and use1-az2
endpoint__endpoint_id=$(call '' aws ec2 create-vpc-endpoint \
  --profile consumer \
  --region us-east-1 \
  --vpc-endpoint-type Interface \
  --vpc-id vpc-orders \
  --service-name com.amazonaws.vpce.us-east-1.vpce-svc-0bcf29ae4e736df34 \
  --subnet-ids '["subnet-c1","subnet-c2"]' \
  --security-group-ids '["'"$endpoint_group__group_id"'"]' \
  --no-private-dns-enabled \
  --client-token plan-14-endpoint \
  --tag-specifications '[{"ResourceType":"vpc-endpoint","Tags":[{"Key":"Name","Value":"flask-hello"},{"Key":"privatelink-toolkit:plan","Value":"plan-14"}]}]' \
  --query VpcEndpoint.VpcEndpointId --output text)
printf '%s\n' "endpoint__endpoint_id=$endpoint__endpoint_id"
# Wait until the endpoint is created
wait_until 600 all 'pendingacceptance available' 'failed rejected expired deleting deleted' aws ec2 describe-vpc-endpoints \
  --profile consumer \
  --region us-east-1 \
  --vpc-endpoint-ids '["'"$endpoint__endpoint_id"'"]' \
  --query 'VpcEndpoints[].State' --output text

# Wait until the provider has accepted
wait_until unlimited all available 'failed rejected expired deleting deleted' aws ec2 describe-vpc-endpoints \
  --profile consumer \
  --region us-east-1 \
  --vpc-endpoint-ids '["'"$endpoint__endpoint_id"'"]' \
  --query 'VpcEndpoints[].State' --output text
# 4. ModifyVpcEndpoint: hello.example.com leads to the endpoint inside the VPC
act '' aws ec2 modify-vpc-endpoint \
  --profile consumer \
  --region us-east-1 \
  --vpc-endpoint-id "$endpoint__endpoint_id" \
  --private-dns-enabled
# Wait until the endpoint is available
wait_until 600 all available 'failed rejected expired deleting deleted' aws ec2 describe-vpc-endpoints \
  --profile consumer \
  --region us-east-1 \
  --vpc-endpoint-ids '["'"$endpoint__endpoint_id"'"]' \
  --query 'VpcEndpoints[].State' --output text
