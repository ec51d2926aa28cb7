# Connects s3 through AWS PrivateLink: 1 call, plan plan-9.
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

# 1. CreateVpcEndpoint: Gateway, routes in 2 route tables
resource "aws_vpc_endpoint" "endpoint" {
  vpc_endpoint_type = "Gateway"
  vpc_id            = "vpc-orders"
  service_name      = "com.amazonaws.us-east-1.s3"
  route_table_ids   = ["rtb-main", "rtb-private"]
  tags = {
    Name                       = "s3"
    "privatelink-toolkit:plan" = "plan-9"
  }
}

output "endpoint_endpoint_id" {
  value = aws_vpc_endpoint.endpoint.id
}
