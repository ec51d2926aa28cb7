# Connects flask-hello through AWS PrivateLink: 4 calls, plan plan-12.
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
  profile = "consumer"
}

# 1. CreateSecurityGroup: flask-hello-endpoint
resource "aws_security_group" "endpoint_group" {
  name        = "flask-hello-endpoint"
  description = "Endpoint flask-hello"
  vpc_id      = "vpc-orders"
  tags = {
    Name                       = "flask-hello-endpoint"
    "privatelink-toolkit:plan" = "plan-12"
  }
}

# 1. CreateSecurityGroup: flask-hello-endpoint
resource "aws_vpc_security_group_egress_rule" "endpoint_group_egress" {
  # EC2 gives a new group this rule by itself, and Terraform takes it away.
  security_group_id = aws_security_group.endpoint_group.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

# 2. AuthorizeSecurityGroupIngress: flask-hello-endpoint: TCP 5000 from 10.1.0.0/16
resource "aws_vpc_security_group_ingress_rule" "endpoint_rule_1" {
  security_group_id = aws_security_group.endpoint_group.id
  ip_protocol       = "tcp"
  from_port         = 5000
  to_port           = 5000
  cidr_ipv4         = "10.1.0.0/16"
  description       = "Clients of the endpoint"
  tags = {
    Name                       = "endpoint-rule-1"
    "privatelink-toolkit:plan" = "plan-12"
  }
}

# 3. AuthorizeSecurityGroupIngress: flask-hello-endpoint: TCP 5000 from 2600:1f18::/56
resource "aws_vpc_security_group_ingress_rule" "endpoint_rule_2" {
  security_group_id = aws_security_group.endpoint_group.id
  ip_protocol       = "tcp"
  from_port         = 5000
  to_port           = 5000
  cidr_ipv6         = "2600:1f18::/56"
  description       = "Clients of the endpoint"
  tags = {
    Name                       = "endpoint-rule-2"
    "privatelink-toolkit:plan" = "plan-12"
  }
}

# 4. CreateVpcEndpoint: Interface, use1-az1
resource "aws_vpc_endpoint" "endpoint" {
  vpc_endpoint_type   = "Interface"
  vpc_id              = "vpc-orders"
  service_name        = "com.amazonaws.vpce.us-east-1.vpce-svc-0bcf29ae4e736df34"
  subnet_ids          = ["subnet-both"]
  security_group_ids  = [aws_security_group.endpoint_group.id]
  ip_address_type     = "dualstack"
  private_dns_enabled = false
  tags = {
    Name                       = "flask-hello"
    "privatelink-toolkit:plan" = "plan-12"
  }

  dns_options {
    dns_record_ip_type = "ipv6"
  }
}

output "endpoint_endpoint_id" {
  value = aws_vpc_endpoint.endpoint.id
}
