/** What the sample application answers; the connectivity test of the walkthrough looks for it. */
const sampleAnswer = "Hello, PrivateLink World!";

/** Its processor is an arm64 one. */
export const sampleInstanceType = "t4g.nano";

/**
 * Flask has to be installed when the instance starts, which needs a way out of the subnet (a NAT gateway or the like);
 * Python itself is part of Amazon Linux.
 */
export type SampleRuntime = "flask" | "standardLibrary";

/** User data for an application that runs as a service, so that it survives a reboot. */
export function sampleUserData(port: number, runtime: SampleRuntime): string {
  const { install, program } = runtimes[runtime];
  return `#!/bin/bash
set -euo pipefail
${install}mkdir -p /opt/hello
cat > /opt/hello/app.py <<'PYTHON'
${program(port)}
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

interface RuntimeText {
  readonly install: string;
  readonly program: (port: number) => string;
}

const runtimes: Record<SampleRuntime, RuntimeText> = {
  flask: {
    install: "dnf install -y python3-pip\npython3 -m pip install flask\n\n",
    program: (port) => `from flask import Flask

app = Flask(__name__)


@app.route("/")
def hello():
    return "${sampleAnswer}"


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=${port})`,
  },
  standardLibrary: {
    install: "",
    program: (port) => `from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ANSWER = b"${sampleAnswer}"


class Hello(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)


ThreadingHTTPServer(("0.0.0.0", ${port}), Hello).serve_forever()`,
  },
};
