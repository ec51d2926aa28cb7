# Creates tester, an instance to test connectivity from: 15 calls, plan plan-15.
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
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"
}

# 2. CreateRole: privatelink-toolkit-tester
resource "aws_iam_role" "role" {
  name               = "privatelink-toolkit-tester"
  assume_role_policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}"
  description        = "Lets Systems Manager run connectivity tests on test instances"
  tags = {
    "privatelink-toolkit:plan"   = "plan-15"
    team                         = "orders"
    "privatelink-toolkit:tester" = "vpce-0aaaaaaaaaaaaaaaa"
  }
}

# 3. AttachRolePolicy: AmazonSSMManagedInstanceCore for privatelink-toolkit-tester
resource "aws_iam_role_policy_attachment" "policy" {
  role       = aws_iam_role.role.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

# 4. CreateInstanceProfile: privatelink-toolkit-tester
resource "aws_iam_instance_profile" "profile" {
  # 5. AddRoleToInstanceProfile: privatelink-toolkit-tester into the instance profile privatelink-toolkit-tester
  name = "privatelink-toolkit-tester"
  role = aws_iam_role.role.name
  tags = {
    "privatelink-toolkit:plan"   = "plan-15"
    team                         = "orders"
    "privatelink-toolkit:tester" = "vpce-0aaaaaaaaaaaaaaaa"
  }
}

# 6. ModifyVpcAttribute: enableDnsHostnames = true, for the whole VPC orders
# Terraform cannot express ModifyVpcAttribute. Call it yourself once everything it names is there:
# aws ec2 modify-vpc-attribute \
#   --profile consumer \
#   --region us-east-1 \
#   --vpc-id vpc-orders \
#   --enable-dns-hostnames '{"Value":true}'

# 7. CreateSecurityGroup: tester-ssm
resource "aws_security_group" "agent_group" {
  name        = "tester-ssm"
  description = "Systems Manager for tester"
  vpc_id      = "vpc-orders"
  tags = {
    Name                         = "tester-ssm"
    "privatelink-toolkit:plan"   = "plan-15"
    team                         = "orders"
    "privatelink-toolkit:tester" = "vpce-0aaaaaaaaaaaaaaaa"
  }
}

# 7. CreateSecurityGroup: tester-ssm
resource "aws_vpc_security_group_egress_rule" "agent_group_egress" {
  # EC2 gives a new group this rule by itself, and Terraform takes it away.
  security_group_id = aws_security_group.agent_group.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

# 8. AuthorizeSecurityGroupIngress: tester-ssm: TCP 443 from 10.1.0.0/16
resource "aws_vpc_security_group_ingress_rule" "agent_rule" {
  security_group_id = aws_security_group.agent_group.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.1.0.0/16"
  description       = "Agents of Systems Manager"
  tags = {
    Name                         = "agent-rule"
    "privatelink-toolkit:plan"   = "plan-15"
    team                         = "orders"
    "privatelink-toolkit:tester" = "vpce-0aaaaaaaaaaaaaaaa"
  }
}

# 9. CreateVpcEndpoint: ssm, in use1-az1, for the whole VPC
resource "aws_vpc_endpoint" "ssm" {
  vpc_endpoint_type   = "Interface"
  vpc_id              = "vpc-orders"
  service_name        = "com.amazonaws.us-east-1.ssm"
  subnet_ids          = ["subnet-c1"]
  security_group_ids  = [aws_security_group.agent_group.id]
  private_dns_enabled = true
  tags = {
    Name                         = "tester-ssm"
    "privatelink-toolkit:plan"   = "plan-15"
    team                         = "orders"
    "privatelink-toolkit:tester" = "vpce-0aaaaaaaaaaaaaaaa"
  }
}

# 10. CreateVpcEndpoint: ssmmessages, in use1-az1, for the whole VPC
resource "aws_vpc_endpoint" "ssmmessages" {
  vpc_endpoint_type   = "Interface"
  vpc_id              = "vpc-orders"
  service_name        = "com.amazonaws.us-east-1.ssmmessages"
  subnet_ids          = ["subnet-c1"]
  security_group_ids  = [aws_security_group.agent_group.id]
  private_dns_enabled = true
  tags = {
    Name                         = "tester-ssmmessages"
    "privatelink-toolkit:plan"   = "plan-15"
    team                         = "orders"
    "privatelink-toolkit:tester" = "vpce-0aaaaaaaaaaaaaaaa"
  }
}

# 11. CreateSecurityGroup: tester
resource "aws_security_group" "tester_group" {
  # 12. RevokeSecurityGroupEgress: tester: nothing goes out to 0.0.0.0/0 any more
  name        = "tester"
  description = "Test instance for vpce-0aaaaaaaaaaaaaaaa"
  vpc_id      = "vpc-orders"
  tags = {
    Name                         = "tester"
    "privatelink-toolkit:plan"   = "plan-15"
    team                         = "orders"
    "privatelink-toolkit:tester" = "vpce-0aaaaaaaaaaaaaaaa"
  }
}

# 13. AuthorizeSecurityGroupEgress: tester: TCP 443 to 10.1.0.0/16 (Systems Manager); TCP 5000 to 10.1.0.0/16 (what is tested); UDP 53 to 10.1.0.0/16 (name servers); TCP 53 to 10.1.0.0/16 (name servers)
resource "aws_vpc_security_group_egress_rule" "out_1" {
  security_group_id = aws_security_group.tester_group.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.1.0.0/16"
  tags = {
    Name                         = "out"
    "privatelink-toolkit:plan"   = "plan-15"
    team                         = "orders"
    "privatelink-toolkit:tester" = "vpce-0aaaaaaaaaaaaaaaa"
  }
}

# 13. AuthorizeSecurityGroupEgress: tester: TCP 443 to 10.1.0.0/16 (Systems Manager); TCP 5000 to 10.1.0.0/16 (what is tested); UDP 53 to 10.1.0.0/16 (name servers); TCP 53 to 10.1.0.0/16 (name servers)
resource "aws_vpc_security_group_egress_rule" "out_2" {
  security_group_id = aws_security_group.tester_group.id
  ip_protocol       = "tcp"
  from_port         = 5000
  to_port           = 5000
  cidr_ipv4         = "10.1.0.0/16"
  tags = {
    Name                         = "out"
    "privatelink-toolkit:plan"   = "plan-15"
    team                         = "orders"
    "privatelink-toolkit:tester" = "vpce-0aaaaaaaaaaaaaaaa"
  }
}

# 13. AuthorizeSecurityGroupEgress: tester: TCP 443 to 10.1.0.0/16 (Systems Manager); TCP 5000 to 10.1.0.0/16 (what is tested); UDP 53 to 10.1.0.0/16 (name servers); TCP 53 to 10.1.0.0/16 (name servers)
resource "aws_vpc_security_group_egress_rule" "out_3" {
  security_group_id = aws_security_group.tester_group.id
  ip_protocol       = "udp"
  from_port         = 53
  to_port           = 53
  cidr_ipv4         = "10.1.0.0/16"
  tags = {
    Name                         = "out"
    "privatelink-toolkit:plan"   = "plan-15"
    team                         = "orders"
    "privatelink-toolkit:tester" = "vpce-0aaaaaaaaaaaaaaaa"
  }
}

# 13. AuthorizeSecurityGroupEgress: tester: TCP 443 to 10.1.0.0/16 (Systems Manager); TCP 5000 to 10.1.0.0/16 (what is tested); UDP 53 to 10.1.0.0/16 (name servers); TCP 53 to 10.1.0.0/16 (name servers)
resource "aws_vpc_security_group_egress_rule" "out_4" {
  security_group_id = aws_security_group.tester_group.id
  ip_protocol       = "tcp"
  from_port         = 53
  to_port           = 53
  cidr_ipv4         = "10.1.0.0/16"
  tags = {
    Name                         = "out"
    "privatelink-toolkit:plan"   = "plan-15"
    team                         = "orders"
    "privatelink-toolkit:tester" = "vpce-0aaaaaaaaaaaaaaaa"
  }
}

# 14. RunInstances: tester: t4g.nano in use1-az1, private, ends after 4 hours
resource "aws_instance" "instance" {
  ami                                  = data.aws_ssm_parameter.image.insecure_value
  instance_type                        = "t4g.nano"
  subnet_id                            = "subnet-c1"
  vpc_security_group_ids               = [aws_security_group.tester_group.id]
  associate_public_ip_address          = false
  iam_instance_profile                 = aws_iam_instance_profile.profile.name
  instance_initiated_shutdown_behavior = "terminate"
  user_data = <<EOT
#!/bin/bash
set -euo pipefail
end=$(date --utc --date='+4 hours' '+%F %T UTC')
cat > /etc/systemd/system/tester-end.service <<'UNIT'
[Unit]
Description=End of this test instance

[Service]
Type=oneshot
ExecStart=/usr/bin/systemctl poweroff
UNIT

cat > /etc/systemd/system/tester-end.timer <<UNIT
[Unit]
Description=Ends this test instance 4 hours after its first boot

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
    "privatelink-toolkit:plan"   = "plan-15"
    team                         = "orders"
    "privatelink-toolkit:tester" = "vpce-0aaaaaaaaaaaaaaaa"
  }

  metadata_options {
    http_tokens = "required"
  }
}

# 15. DescribeInstanceInformation: tester: whether Systems Manager reaches it
# Terraform cannot express DescribeInstanceInformation. Call it yourself once everything it names is there:
# aws ssm describe-instance-information \
#   --profile consumer \
#   --region us-east-1 \
#   --filters '[{"Key":"InstanceIds","Values":["<instance.instanceId>"]}]'

output "ssm_endpoint_id" {
  value = aws_vpc_endpoint.ssm.id
}

output "ssmmessages_endpoint_id" {
  value = aws_vpc_endpoint.ssmmessages.id
}
