# Publishes flask-hello through AWS PrivateLink: 10 calls, plan plan-4.
# Made by PrivateLink Toolkit for AWS.
# For the provider hashicorp/aws, version 6 or later. Terraform keeps the order and makes its own waits.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
  }
}

provider "aws" {
  region  = "us-east-1"
  profile = "provider"
}

provider "aws" {
  alias   = "scope_2"
  region  = "us-east-1"
  profile = "consumer"
}

# 1. AuthorizeSecurityGroupIngress: rules
resource "aws_vpc_security_group_ingress_rule" "rules_1" {
  # The group is not new. Leave this out if it has this rule already: Terraform would refuse to make it twice.
  security_group_id = "sg-app"
  ip_protocol       = "tcp"
  from_port         = 5000
  to_port           = 5000
  cidr_ipv4         = "10.0.1.0/24"
}

# 1. AuthorizeSecurityGroupIngress: rules
resource "aws_vpc_security_group_ingress_rule" "rules_2" {
  # The group is not new. Leave this out if it has this rule already: Terraform would refuse to make it twice.
  security_group_id = "sg-app"
  ip_protocol       = "tcp"
  from_port         = 5000
  to_port           = 5000
  cidr_ipv4         = "10.0.2.0/24"
  description       = "second zone"
}

# 1. AuthorizeSecurityGroupIngress: rules
resource "aws_vpc_security_group_ingress_rule" "rules_3" {
  # The group is not new. Leave this out if it has this rule already: Terraform would refuse to make it twice.
  security_group_id = "sg-app"
  ip_protocol       = "tcp"
  from_port         = 5000
  to_port           = 5000
  cidr_ipv6         = "2001:db8::/56"
}

# 1. AuthorizeSecurityGroupIngress: rules
resource "aws_vpc_security_group_ingress_rule" "rules_4" {
  # The group is not new. Leave this out if it has this rule already: Terraform would refuse to make it twice.
  security_group_id = "sg-app"
  ip_protocol       = "tcp"
  from_port         = 5000
  to_port           = 5000
  prefix_list_id    = "pl-1"
}

# 1. AuthorizeSecurityGroupIngress: rules
resource "aws_vpc_security_group_ingress_rule" "rules_5" {
  # The group is not new. Leave this out if it has this rule already: Terraform would refuse to make it twice.
  security_group_id            = "sg-app"
  ip_protocol                  = "tcp"
  from_port                    = 5000
  to_port                      = 5000
  referenced_security_group_id = "sg-other"
}

# 2. CreateTargetGroup: target-group
resource "aws_lb_target_group" "target_group" {
  name            = "flask-hello-tg"
  protocol        = "TCP"
  port            = 80
  vpc_id          = "vpc-platform"
  target_type     = "alb"
  ip_address_type = "ipv4"
  tags = {
    "privatelink-toolkit:plan" = "plan-4"
  }

  health_check {
    enabled             = true
    protocol            = "HTTP"
    port                = "traffic-port"
    path                = "/health"
    interval            = 10
    timeout             = 6
    healthy_threshold   = 2
    unhealthy_threshold = 2
    matcher             = "200-399"
  }
}

# 3. RegisterTargets: targets
resource "aws_lb_target_group_attachment" "targets_1" {
  target_group_arn  = aws_lb_target_group.target_group.arn
  target_id         = "10.9.0.4"
  port              = 80
  availability_zone = "all"
}

# 3. RegisterTargets: targets
resource "aws_lb_target_group_attachment" "targets_2" {
  target_group_arn = aws_lb_target_group.target_group.arn
  target_id        = "10.9.0.5"
}

# 4. SetSecurityGroups: enforcement
# Terraform cannot express SetSecurityGroups. Call it yourself once everything it names is there:
# aws elbv2 set-security-groups \
#   --profile provider \
#   --region us-east-1 \
#   --load-balancer-arn arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/old/1 \
#   --security-groups '["sg-old"]' \
#   --enforce-security-group-inbound-rules-on-private-link-traffic off

# 5. CreateVpcEndpointServiceConfiguration: service
resource "aws_vpc_endpoint_service" "service" {
  network_load_balancer_arns = ["arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/old/1"]
  acceptance_required        = true
  private_dns_name           = "hello.example.com"
  supported_ip_address_types = ["ipv4", "ipv6"]
  supported_regions          = ["us-east-1", "eu-central-1"]
  tags = {
    "privatelink-toolkit:plan" = "plan-4"
    team                       = "off"
  }
}

# 6. ModifyVpcEndpointServicePayerResponsibility: payer
# Terraform cannot express ModifyVpcEndpointServicePayerResponsibility. Call it yourself once everything it names is there:
# aws ec2 modify-vpc-endpoint-service-payer-responsibility \
#   --profile provider \
#   --region us-east-1 \
#   --service-id '<service.serviceId>' \
#   --payer-responsibility ServiceOwner

# 7. ModifyVpcEndpointServicePermissions: principals
resource "aws_vpc_endpoint_service_allowed_principal" "principals_1" {
  vpc_endpoint_service_id = aws_vpc_endpoint_service.service.id
  principal_arn           = "arn:aws:iam::444455556666:root"
}

# 7. ModifyVpcEndpointServicePermissions: principals
resource "aws_vpc_endpoint_service_allowed_principal" "principals_2" {
  vpc_endpoint_service_id = aws_vpc_endpoint_service.service.id
  principal_arn           = "*"
}

# 8. StartVpcEndpointServicePrivateDnsVerification: verification
resource "aws_vpc_endpoint_service_private_dns_verification" "verification" {
  service_id = aws_vpc_endpoint_service.service.id
}

# 9. CreateVpcEndpoint: endpoint
resource "aws_vpc_endpoint" "endpoint" {
  provider            = aws.scope_2
  vpc_endpoint_type   = "Interface"
  vpc_id              = "vpc-orders"
  service_name        = aws_vpc_endpoint_service.service.service_name
  service_region      = "us-east-1"
  subnet_ids          = ["subnet-c1"]
  security_group_ids  = ["sg-clients"]
  ip_address_type     = "dualstack"
  private_dns_enabled = false
  tags = {
    "privatelink-toolkit:plan" = "plan-4"
  }
}

# 10. AcceptVpcEndpointConnections: accept
resource "aws_vpc_endpoint_connection_accepter" "accept" {
  vpc_endpoint_service_id = aws_vpc_endpoint_service.service.id
  vpc_endpoint_id         = aws_vpc_endpoint.endpoint.id
}

output "service_dns_record" {
  value = aws_vpc_endpoint_service.service.private_dns_name_configuration[0].value
}
