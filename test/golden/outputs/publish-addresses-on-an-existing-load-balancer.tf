# Publishes flask-hello through AWS PrivateLink: 7 calls, plan plan-4.
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

# 1. AuthorizeSecurityGroupIngress: group-nlb: TCP 5000 from 10.1.0.0/16
resource "aws_vpc_security_group_ingress_rule" "nlb_rule" {
  # The group is not new. Leave this out if it has this rule already: Terraform would refuse to make it twice.
  security_group_id = "sg-nlb"
  ip_protocol       = "tcp"
  from_port         = 5000
  to_port           = 5000
  cidr_ipv4         = "10.1.0.0/16"
  description       = "PrivateLink clients"
  tags = {
    Name                       = "nlb-rule"
    "privatelink-toolkit:plan" = "plan-4"
  }
}

# 2. AuthorizeSecurityGroupIngress: group-app: TCP 5000 from group-nlb
resource "aws_vpc_security_group_ingress_rule" "target_rule_1" {
  # The group is not new. Leave this out if it has this rule already: Terraform would refuse to make it twice.
  security_group_id            = "sg-app"
  ip_protocol                  = "tcp"
  from_port                    = 5000
  to_port                      = 5000
  description                  = "Load balancer of flask-hello"
  referenced_security_group_id = "sg-nlb"
  tags = {
    Name                       = "target-rule-1"
    "privatelink-toolkit:plan" = "plan-4"
  }
}

# 3. CreateTargetGroup: flask-hello-tg
resource "aws_lb_target_group" "target_group" {
  name        = "flask-hello-tg"
  protocol    = "TCP"
  port        = 5000
  vpc_id      = "vpc-platform"
  target_type = "ip"
  tags = {
    "privatelink-toolkit:plan" = "plan-4"
  }

  health_check {
    protocol          = "TCP"
    interval          = 10
    healthy_threshold = 2
  }
}

# 4. RegisterTargets: 2 targets on port 5000
resource "aws_lb_target_group_attachment" "targets_1" {
  target_group_arn = aws_lb_target_group.target_group.arn
  target_id        = "10.0.1.24"
  port             = 5000
}

# 4. RegisterTargets: 2 targets on port 5000
resource "aws_lb_target_group_attachment" "targets_2" {
  target_group_arn  = aws_lb_target_group.target_group.arn
  target_id         = "192.168.7.7"
  port              = 5000
  availability_zone = "all"
}

# 5. CreateListener: TCP 5000 to flask-hello-tg
resource "aws_lb_listener" "listener" {
  # Terraform does not do this: Wait until a target is healthy.
  load_balancer_arn = "arn:free"
  protocol          = "TCP"
  port              = 5000
  tags = {
    "privatelink-toolkit:plan" = "plan-4"
  }

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.target_group.arn
  }
}

# 6. CreateVpcEndpointServiceConfiguration: acceptance required
resource "aws_vpc_endpoint_service" "service" {
  network_load_balancer_arns = ["arn:free"]
  acceptance_required        = true
  tags = {
    Name                       = "flask-hello"
    "privatelink-toolkit:plan" = "plan-4"
  }
}

# 7. ModifyVpcEndpointServicePermissions: allow arn:aws:iam::444455556666:root
resource "aws_vpc_endpoint_service_allowed_principal" "principals" {
  vpc_endpoint_service_id = aws_vpc_endpoint_service.service.id
  principal_arn           = "arn:aws:iam::444455556666:root"
}

output "listener_arn" {
  value = aws_lb_listener.listener.arn
}

output "service_service_name" {
  value = aws_vpc_endpoint_service.service.service_name
}
