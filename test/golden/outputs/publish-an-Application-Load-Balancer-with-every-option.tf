# Publishes flask-hello through AWS PrivateLink: 11 calls, plan plan-6.
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
    "privatelink-toolkit:plan" = "plan-6"
    team                       = "platform"
    stage                      = "test"
  }
}

# 1. CreateSecurityGroup: flask-hello-nlb
resource "aws_vpc_security_group_egress_rule" "nlb_group_egress" {
  # EC2 gives a new group this rule by itself, and Terraform takes it away.
  security_group_id = aws_security_group.nlb_group.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

# 2. AuthorizeSecurityGroupIngress: flask-hello-nlb: TCP 80 from 10.1.0.0/16
resource "aws_vpc_security_group_ingress_rule" "nlb_rule_1" {
  security_group_id = aws_security_group.nlb_group.id
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "10.1.0.0/16"
  description       = "PrivateLink clients"
  tags = {
    Name                       = "nlb-rule-1"
    "privatelink-toolkit:plan" = "plan-6"
    team                       = "platform"
    stage                      = "test"
  }
}

# 3. AuthorizeSecurityGroupIngress: flask-hello-nlb: TCP 80 from 2600:1f18::/56
resource "aws_vpc_security_group_ingress_rule" "nlb_rule_2" {
  security_group_id = aws_security_group.nlb_group.id
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv6         = "2600:1f18::/56"
  description       = "PrivateLink clients"
  tags = {
    Name                       = "nlb-rule-2"
    "privatelink-toolkit:plan" = "plan-6"
    team                       = "platform"
    stage                      = "test"
  }
}

# 4. AuthorizeSecurityGroupIngress: group-web: TCP 8080 from flask-hello-nlb
resource "aws_vpc_security_group_ingress_rule" "target_rule_1" {
  # The group is not new. Leave this out if it has this rule already: Terraform would refuse to make it twice.
  security_group_id            = "sg-web"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  description                  = "Load balancer of flask-hello"
  referenced_security_group_id = aws_security_group.nlb_group.id
  tags = {
    Name                       = "target-rule-1"
    "privatelink-toolkit:plan" = "plan-6"
    team                       = "platform"
    stage                      = "test"
  }
}

# 5. CreateTargetGroup: flask-hello-tg
resource "aws_lb_target_group" "target_group" {
  name        = "flask-hello-tg"
  protocol    = "TCP"
  port        = 8080
  vpc_id      = "vpc-platform"
  target_type = "alb"
  tags = {
    "privatelink-toolkit:plan" = "plan-6"
    team                       = "platform"
    stage                      = "test"
  }

  health_check {
    protocol          = "HTTPS"
    path              = "/health"
    interval          = 30
    healthy_threshold = 5
  }
}

# 6. RegisterTargets: 1 target on port 8080
resource "aws_lb_target_group_attachment" "targets" {
  target_group_arn = aws_lb_target_group.target_group.arn
  target_id        = "arn:web"
  port             = 8080
}

# 7. CreateLoadBalancer: flask-hello-nlb: internal, 2 AZs
resource "aws_lb" "load_balancer" {
  name               = "flask-hello-nlb"
  load_balancer_type = "network"
  internal           = true
  subnets            = ["subnet-a", "subnet-b"]
  security_groups    = [aws_security_group.nlb_group.id]
  ip_address_type    = "dualstack"
  tags = {
    "privatelink-toolkit:plan" = "plan-6"
    team                       = "platform"
    stage                      = "test"
  }
}

# 8. CreateListener: TCP 80 to flask-hello-tg
resource "aws_lb_listener" "listener" {
  # Terraform does not do this: Wait until a target is healthy.
  load_balancer_arn = aws_lb.load_balancer.arn
  protocol          = "TCP"
  port              = 80
  tags = {
    "privatelink-toolkit:plan" = "plan-6"
    team                       = "platform"
    stage                      = "test"
  }

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.target_group.arn
  }
}

# 9. CreateVpcEndpointServiceConfiguration: acceptance required, api.example.com
resource "aws_vpc_endpoint_service" "service" {
  network_load_balancer_arns = [aws_lb.load_balancer.arn]
  acceptance_required        = true
  private_dns_name           = "api.example.com"
  supported_ip_address_types = ["ipv4", "ipv6"]
  supported_regions          = ["eu-west-1", "us-west-2"]
  tags = {
    Name                       = "flask-hello"
    "privatelink-toolkit:plan" = "plan-6"
    team                       = "platform"
    stage                      = "test"
  }
}

# 10. ModifyVpcEndpointServicePayerResponsibility: the provider pays for every endpoint; cannot be taken back
# Terraform cannot express ModifyVpcEndpointServicePayerResponsibility. Call it yourself once everything it names is there:
# aws ec2 modify-vpc-endpoint-service-payer-responsibility \
#   --profile provider \
#   --region us-east-1 \
#   --service-id '<service.serviceId>' \
#   --payer-responsibility ServiceOwner

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

output "service_txt_name" {
  value = aws_vpc_endpoint_service.service.private_dns_name_configuration[0].name
}

output "service_txt_value" {
  value = aws_vpc_endpoint_service.service.private_dns_name_configuration[0].value
}
