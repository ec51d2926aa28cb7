# Publishes flask-hello through AWS PrivateLink: 13 calls, plan plan-1.
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
    "privatelink-toolkit:plan" = "plan-1"
  }
}

# 1. CreateSecurityGroup: flask-hello-nlb
resource "aws_vpc_security_group_egress_rule" "nlb_group_egress" {
  # EC2 gives a new group this rule by itself, and Terraform takes it away.
  security_group_id = aws_security_group.nlb_group.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

# 2. AuthorizeSecurityGroupIngress: flask-hello-nlb: TCP 5000 from 10.1.0.0/16
resource "aws_vpc_security_group_ingress_rule" "nlb_rule" {
  security_group_id = aws_security_group.nlb_group.id
  ip_protocol       = "tcp"
  from_port         = 5000
  to_port           = 5000
  cidr_ipv4         = "10.1.0.0/16"
  description       = "PrivateLink clients"
  tags = {
    Name                       = "nlb-rule"
    "privatelink-toolkit:plan" = "plan-1"
  }
}

# 3. CreateSecurityGroup: flask-hello-app
resource "aws_security_group" "app_group" {
  name        = "flask-hello-app"
  description = "Sample application of flask-hello"
  vpc_id      = "vpc-platform"
  tags = {
    Name                       = "flask-hello-app"
    "privatelink-toolkit:plan" = "plan-1"
  }
}

# 3. CreateSecurityGroup: flask-hello-app
resource "aws_vpc_security_group_egress_rule" "app_group_egress" {
  # EC2 gives a new group this rule by itself, and Terraform takes it away.
  security_group_id = aws_security_group.app_group.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

# 4. AuthorizeSecurityGroupIngress: flask-hello-app: TCP 5000 from flask-hello-nlb
resource "aws_vpc_security_group_ingress_rule" "target_rule_1" {
  security_group_id            = aws_security_group.app_group.id
  ip_protocol                  = "tcp"
  from_port                    = 5000
  to_port                      = 5000
  description                  = "Load balancer of flask-hello"
  referenced_security_group_id = aws_security_group.nlb_group.id
  tags = {
    Name                       = "target-rule-1"
    "privatelink-toolkit:plan" = "plan-1"
  }
}

# 5. GetParameter: newest Amazon Linux 2023
data "aws_ssm_parameter" "image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"
}

# 6. RunInstances: flask-hello-app: t4g.nano, private, runs the sample application with Flask
resource "aws_instance" "instance" {
  ami                         = data.aws_ssm_parameter.image.insecure_value
  instance_type               = "t4g.nano"
  subnet_id                   = "subnet-a"
  vpc_security_group_ids      = [aws_security_group.app_group.id]
  associate_public_ip_address = false
  user_data = <<EOT
#!/bin/bash
set -euo pipefail
dnf install -y python3-pip
python3 -m pip install flask

mkdir -p /opt/hello
cat > /opt/hello/app.py <<'PYTHON'
from flask import Flask

app = Flask(__name__)


@app.route("/")
def hello():
    return "Hello, PrivateLink World!"


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=5000)
PYTHON

cat > /etc/systemd/system/hello.service <<'UNIT'
[Unit]
Description=Sample application behind PrivateLink
After=network-online.target
Wants=network-online.target

[Service]
ExecStart=/usr/bin/python3 /opt/hello/app.py
DynamicUser=yes
Restart=always

[Install]
WantedBy=multi-user.target
UNIT

systemctl daemon-reload
systemctl enable --now hello.service
EOT
  tags = {
    Name                       = "flask-hello-app"
    "privatelink-toolkit:plan" = "plan-1"
  }

  metadata_options {
    http_tokens = "required"
  }
}

# 7. CreateTargetGroup: flask-hello-tg
resource "aws_lb_target_group" "target_group" {
  name        = "flask-hello-tg"
  protocol    = "TCP"
  port        = 5000
  vpc_id      = "vpc-platform"
  target_type = "instance"
  tags = {
    "privatelink-toolkit:plan" = "plan-1"
  }

  health_check {
    protocol          = "TCP"
    interval          = 10
    healthy_threshold = 2
  }
}

# 8. RegisterTargets: 1 target on port 5000
resource "aws_lb_target_group_attachment" "targets" {
  target_group_arn = aws_lb_target_group.target_group.arn
  target_id        = aws_instance.instance.id
  port             = 5000
}

# 9. CreateLoadBalancer: flask-hello-nlb: internal, 2 AZs
resource "aws_lb" "load_balancer" {
  # 10. ModifyLoadBalancerAttributes: flask-hello-nlb: every zone reaches every target
  name                             = "flask-hello-nlb"
  load_balancer_type               = "network"
  internal                         = true
  subnets                          = ["subnet-a", "subnet-b"]
  security_groups                  = [aws_security_group.nlb_group.id]
  enable_cross_zone_load_balancing = true
  tags = {
    "privatelink-toolkit:plan" = "plan-1"
  }
}

# 11. CreateListener: TCP 5000 to flask-hello-tg
resource "aws_lb_listener" "listener" {
  # Terraform does not do this: Wait until a target is healthy.
  load_balancer_arn = aws_lb.load_balancer.arn
  protocol          = "TCP"
  port              = 5000
  tags = {
    "privatelink-toolkit:plan" = "plan-1"
  }

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.target_group.arn
  }
}

# 12. CreateVpcEndpointServiceConfiguration: acceptance required
resource "aws_vpc_endpoint_service" "service" {
  network_load_balancer_arns = [aws_lb.load_balancer.arn]
  acceptance_required        = true
  tags = {
    Name                       = "flask-hello"
    "privatelink-toolkit:plan" = "plan-1"
  }
}

# 13. ModifyVpcEndpointServicePermissions: allow arn:aws:iam::444455556666:root
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
