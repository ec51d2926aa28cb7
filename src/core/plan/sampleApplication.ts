/** What the sample application answers; the connectivity test of the walkthrough looks for it. */
const sampleAnswer = "Hello, PrivateLink World!";

/** Newest Amazon Linux 2023 for the instance type below, as AWS publishes it in a public SSM parameter. */
export const sampleImageParameter = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";
export const sampleInstanceType = "t4g.nano";

/**
 * User data for a Flask application that runs as a service, so that it survives a reboot. Installing Flask needs a way
 * out of the subnet (a NAT gateway or a proxy).
 */
export function sampleUserData(port: number): string {
  return `#!/bin/bash
set -euo pipefail
dnf install -y python3-pip
python3 -m pip install flask

mkdir -p /opt/hello
cat > /opt/hello/app.py <<'PYTHON'
from flask import Flask

app = Flask(__name__)


@app.route("/")
def hello():
    return "${sampleAnswer}"


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=${port})
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
`;
}
