# Connects flask-hello through AWS PrivateLink: 1 call, plan plan-11.
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

# 1. CreateVpcEndpoint: Interface, use1-az1 and use1-az2
resource "aws_vpc_endpoint" "endpoint" {
  vpc_endpoint_type   = "Interface"
  vpc_id              = "vpc-orders"
  service_name        = "com.amazonaws.vpce.us-east-1.vpce-svc-0bcf29ae4e736df34"
  subnet_ids          = ["subnet-c1", "subnet-c2"]
  security_group_ids  = ["sg-web"]
  private_dns_enabled = false
  tags = {
    Name                       = "flask-hello"
    "privatelink-toolkit:plan" = "plan-11"
    team                       = "orders"
  }

  subnet_configuration {
    subnet_id = "subnet-c1"
    ipv4      = "10.1.1.9"
  }
}

output "endpoint_endpoint_id" {
  value = aws_vpc_endpoint.endpoint.id
}
