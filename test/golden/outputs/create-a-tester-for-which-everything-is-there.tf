# Creates tester, an instance to test connectivity from: 7 calls, plan plan-16.
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

# 1. GetParameter: newest Amazon Linux 2023
data "aws_ssm_parameter" "image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}

# 2. AuthorizeSecurityGroupIngress: ssm: TCP 443 from 10.1.0.0/16
resource "aws_vpc_security_group_ingress_rule" "agent_opening_1" {
  # The group is not new. Leave this out if it has this rule already: Terraform would refuse to make it twice.
  security_group_id = "sg-ssm"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.1.0.0/16"
  description       = "Agents of Systems Manager"
  tags = {
    Name                         = "agent-opening-1"
    "privatelink-toolkit:plan"   = "plan-16"
    "privatelink-toolkit:tester" = "vpce-0aaaaaaaaaaaaaaaa"
  }
}

# 3. CreateSecurityGroup: tester
resource "aws_security_group" "tester_group" {
  # 4. RevokeSecurityGroupEgress: tester: nothing goes out to 0.0.0.0/0 any more
  name        = "tester"
  description = "Test instance for vpce-0aaaaaaaaaaaaaaaa"
  vpc_id      = "vpc-orders"
  tags = {
    Name                         = "tester"
    "privatelink-toolkit:plan"   = "plan-16"
    "privatelink-toolkit:tester" = "vpce-0aaaaaaaaaaaaaaaa"
  }
}

# 5. AuthorizeSecurityGroupEgress: tester: TCP 443 to 10.1.0.0/16 (Systems Manager); TCP 5000 to 10.1.0.0/16 (what is tested); UDP 53 to 10.1.0.0/16 (name servers); TCP 53 to 10.1.0.0/16 (name servers)
resource "aws_vpc_security_group_egress_rule" "out_1" {
  security_group_id = aws_security_group.tester_group.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.1.0.0/16"
  tags = {
    Name                         = "out"
    "privatelink-toolkit:plan"   = "plan-16"
    "privatelink-toolkit:tester" = "vpce-0aaaaaaaaaaaaaaaa"
  }
}

# 5. AuthorizeSecurityGroupEgress: tester: TCP 443 to 10.1.0.0/16 (Systems Manager); TCP 5000 to 10.1.0.0/16 (what is tested); UDP 53 to 10.1.0.0/16 (name servers); TCP 53 to 10.1.0.0/16 (name servers)
resource "aws_vpc_security_group_egress_rule" "out_2" {
  security_group_id = aws_security_group.tester_group.id
  ip_protocol       = "tcp"
  from_port         = 5000
  to_port           = 5000
  cidr_ipv4         = "10.1.0.0/16"
  tags = {
    Name                         = "out"
    "privatelink-toolkit:plan"   = "plan-16"
    "privatelink-toolkit:tester" = "vpce-0aaaaaaaaaaaaaaaa"
  }
}

# 5. AuthorizeSecurityGroupEgress: tester: TCP 443 to 10.1.0.0/16 (Systems Manager); TCP 5000 to 10.1.0.0/16 (what is tested); UDP 53 to 10.1.0.0/16 (name servers); TCP 53 to 10.1.0.0/16 (name servers)
resource "aws_vpc_security_group_egress_rule" "out_3" {
  security_group_id = aws_security_group.tester_group.id
  ip_protocol       = "udp"
  from_port         = 53
  to_port           = 53
  cidr_ipv4         = "10.1.0.0/16"
  tags = {
    Name                         = "out"
    "privatelink-toolkit:plan"   = "plan-16"
    "privatelink-toolkit:tester" = "vpce-0aaaaaaaaaaaaaaaa"
  }
}

# 5. AuthorizeSecurityGroupEgress: tester: TCP 443 to 10.1.0.0/16 (Systems Manager); TCP 5000 to 10.1.0.0/16 (what is tested); UDP 53 to 10.1.0.0/16 (name servers); TCP 53 to 10.1.0.0/16 (name servers)
resource "aws_vpc_security_group_egress_rule" "out_4" {
  security_group_id = aws_security_group.tester_group.id
  ip_protocol       = "tcp"
  from_port         = 53
  to_port           = 53
  cidr_ipv4         = "10.1.0.0/16"
  tags = {
    Name                         = "out"
    "privatelink-toolkit:plan"   = "plan-16"
    "privatelink-toolkit:tester" = "vpce-0aaaaaaaaaaaaaaaa"
  }
}

# 6. RunInstances: tester: t3.nano in use1-az2, private, ends after 8 hours
resource "aws_instance" "instance" {
  ami                                  = data.aws_ssm_parameter.image.insecure_value
  instance_type                        = "t3.nano"
  subnet_id                            = "subnet-c2"
  vpc_security_group_ids               = [aws_security_group.tester_group.id]
  associate_public_ip_address          = false
  iam_instance_profile                 = "privatelink-toolkit-tester"
  instance_initiated_shutdown_behavior = "terminate"
  user_data = <<EOT
#!/bin/bash
set -euo pipefail
end=$(date --utc --date='+8 hours' '+%F %T UTC')
cat > /etc/systemd/system/tester-end.service <<'UNIT'
[Unit]
Description=End of this test instance

[Service]
Type=oneshot
ExecStart=/usr/bin/systemctl poweroff
UNIT

cat > /etc/systemd/system/tester-end.timer <<UNIT
[Unit]
Description=Ends this test instance 8 hours after its first boot

[Timer]
OnCalendar=$end
Persistent=true

[Install]
WantedBy=timers.target
UNIT

systemctl daemon-reload
systemctl enable --now tester-end.timer
EOT
  tags = {
    Name                         = "tester"
    "privatelink-toolkit:plan"   = "plan-16"
    "privatelink-toolkit:tester" = "vpce-0aaaaaaaaaaaaaaaa"
  }

  metadata_options {
    http_tokens = "required"
  }
}

# 7. DescribeInstanceInformation: tester: whether Systems Manager reaches it
# Terraform cannot express DescribeInstanceInformation. Call it yourself once everything it names is there:
# aws ssm describe-instance-information \
#   --profile consumer \
#   --region us-east-1 \
#   --filters '[{"Key":"InstanceIds","Values":["<instance.instanceId>"]}]'
