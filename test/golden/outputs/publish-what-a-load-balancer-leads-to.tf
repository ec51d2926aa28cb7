# Publishes flask-hello through AWS PrivateLink: 2 calls, plan plan-5.
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

# 1. CreateVpcEndpointServiceConfiguration: acceptance required
resource "aws_vpc_endpoint_service" "service" {
  network_load_balancer_arns = ["arn:free"]
  acceptance_required        = true
  tags = {
    Name                       = "flask-hello"
    "privatelink-toolkit:plan" = "plan-5"
  }
}

# 2. ModifyVpcEndpointServicePermissions: allow arn:aws:iam::444455556666:root
resource "aws_vpc_endpoint_service_allowed_principal" "principals" {
  vpc_endpoint_service_id = aws_vpc_endpoint_service.service.id
  principal_arn           = "arn:aws:iam::444455556666:root"
}

output "service_service_name" {
  value = aws_vpc_endpoint_service.service.service_name
}
