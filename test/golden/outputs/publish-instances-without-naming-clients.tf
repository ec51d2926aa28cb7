# Publishes flask-hello through AWS PrivateLink: 11 calls, plan plan-2.
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

# 1. CreateSecurityGroup: flask-hello-nlb
resource "aws_security_group" "nlb_group" {
  name        = "flask-hello-nlb"
  description = "Load balancer of flask-hello"
  vpc_id      = "vpc-platform"
  tags = {
    Name                       = "flask-hello-nlb"
    "privatelink-toolkit:plan" = "plan-2"
  }
}

# 1. CreateSecurityGroup: flask-hello-nlb
resource "aws_vpc_security_group_egress_rule" "nlb_group_egress" {
  # EC2 gives a new group this rule by itself, and Terraform takes it away.
  security_group_id = aws_security_group.nlb_group.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

# 2. AuthorizeSecurityGroupIngress: group-app: TCP 5000 from 10.0.1.0/24
resource "aws_vpc_security_group_ingress_rule" "target_rule_1_1" {
  # The group is not new. Leave this out if it has this rule already: Terraform would refuse to make it twice.
  security_group_id = "sg-app"
  ip_protocol       = "tcp"
  from_port         = 5000
  to_port           = 5000
  cidr_ipv4         = "10.0.1.0/24"
  description       = "Load balancer of flask-hello"
  tags = {
    Name                       = "target-rule-1-1"
    "privatelink-toolkit:plan" = "plan-2"
  }
}

# 3. AuthorizeSecurityGroupIngress: group-app: TCP 5000 from 10.0.2.0/24
resource "aws_vpc_security_group_ingress_rule" "target_rule_1_2" {
  # The group is not new. Leave this out if it has this rule already: Terraform would refuse to make it twice.
  security_group_id = "sg-app"
  ip_protocol       = "tcp"
  from_port         = 5000
  to_port           = 5000
  cidr_ipv4         = "10.0.2.0/24"
  description       = "Load balancer of flask-hello"
  tags = {
    Name                       = "target-rule-1-2"
    "privatelink-toolkit:plan" = "plan-2"
  }
}

# 4. CreateTargetGroup: flask-hello-tg
resource "aws_lb_target_group" "target_group" {
  name        = "flask-hello-tg"
  protocol    = "TCP"
  port        = 5000
  vpc_id      = "vpc-platform"
  target_type = "instance"
  tags = {
    "privatelink-toolkit:plan" = "plan-2"
  }

  health_check {
    protocol          = "TCP"
    interval          = 10
    healthy_threshold = 2
  }
}

# 5. RegisterTargets: 1 target on port 5000
resource "aws_lb_target_group_attachment" "targets" {
  target_group_arn = aws_lb_target_group.target_group.arn
  target_id        = "i-app"
  port             = 5000
}

# 6. CreateLoadBalancer: flask-hello-nlb: internal, 2 AZs
resource "aws_lb" "load_balancer" {
  # 7. SetSecurityGroups: flask-hello-nlb: inbound rules do not apply to PrivateLink traffic
  # 8. ModifyLoadBalancerAttributes: flask-hello-nlb: every zone reaches every target
  name                                                         = "flask-hello-nlb"
  load_balancer_type                                           = "network"
  internal                                                     = true
  subnets                                                      = ["subnet-a", "subnet-b"]
  security_groups                                              = [aws_security_group.nlb_group.id]
  enforce_security_group_inbound_rules_on_private_link_traffic = "off"
  enable_cross_zone_load_balancing                             = true
  tags = {
    "privatelink-toolkit:plan" = "plan-2"
  }
}

# 9. CreateListener: TCP 5000 to flask-hello-tg
resource "aws_lb_listener" "listener" {
  # Terraform does not do this: Wait until a target is healthy.
  load_balancer_arn = aws_lb.load_balancer.arn
  protocol          = "TCP"
  port              = 5000
  tags = {
    "privatelink-toolkit:plan" = "plan-2"
  }

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.target_group.arn
  }
}

# 10. CreateVpcEndpointServiceConfiguration: acceptance required
resource "aws_vpc_endpoint_service" "service" {
  network_load_balancer_arns = [aws_lb.load_balancer.arn]
  acceptance_required        = true
  tags = {
    Name                       = "flask-hello"
    "privatelink-toolkit:plan" = "plan-2"
  }
}

# 11. ModifyVpcEndpointServicePermissions: allow arn:aws:iam::444455556666:root
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
