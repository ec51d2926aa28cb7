# Connects flask-hello through AWS PrivateLink: 4 calls, plan plan-14.
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
    "privatelink-toolkit:plan" = "plan-14"
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
resource "aws_vpc_security_group_ingress_rule" "endpoint_rule" {
  security_group_id = aws_security_group.endpoint_group.id
  ip_protocol       = "tcp"
  from_port         = 5000
  to_port           = 5000
  cidr_ipv4         = "10.1.0.0/16"
  description       = "Clients of the endpoint"
  tags = {
    Name                       = "endpoint-rule"
    "privatelink-toolkit:plan" = "plan-14"
  }
}

# 3. CreateVpcEndpoint: Interface, use1-az1 and use1-az2
resource "aws_vpc_endpoint" "endpoint" {
  # 4. ModifyVpcEndpoint: hello.example.com leads to the endpoint inside the VPC
  # Terraform does not do this: Wait until the provider has accepted.
  # Terraform does not do this: Wait until the endpoint is available.
  vpc_endpoint_type   = "Interface"
  vpc_id              = "vpc-orders"
  service_name        = "com.amazonaws.vpce.us-east-1.vpce-svc-0bcf29ae4e736df34"
  subnet_ids          = ["subnet-c1", "subnet-c2"]
  security_group_ids  = [aws_security_group.endpoint_group.id]
  private_dns_enabled = null
  tags = {
    Name                       = "flask-hello"
    "privatelink-toolkit:plan" = "plan-14"
  }
}

# 4. ModifyVpcEndpoint: hello.example.com leads to the endpoint inside the VPC
resource "aws_vpc_endpoint_private_dns" "private_dns" {
  # Terraform does not do this: Wait until the provider has accepted.
  # Terraform does not do this: Wait until the endpoint is available.
  vpc_endpoint_id     = aws_vpc_endpoint.endpoint.id
  private_dns_enabled = true
}
