import { describe, expect, it } from "vitest";
import { recogniseApplication } from "../../../../src/sandbox/guest/userData.ts";

const flask = (run: string) =>
  `from flask import Flask\napp = Flask(__name__)\n@app.route("/")\ndef hello():\n    return "Hi"\n${run}\n`;

describe("recogniseApplication", () => {
  it("finds a Flask application", () => {
    expect(recogniseApplication(flask(`app.run(host="0.0.0.0", port=8080)`))).toEqual({
      kind: "flask",
      protocol: "http",
      host: "0.0.0.0",
      port: 8080,
      body: "Hi",
      startsAtBoot: false,
      needsPackages: true,
    });
  });

  it("knows Flask's defaults, which nobody outside the instance can reach", () => {
    expect(recogniseApplication(flask("app.run()"))).toMatchObject({ host: "127.0.0.1", port: 5000 });
  });

  it("follows names to their values", () => {
    const text = `PORT = 9000\n${flask("app.run(host='0.0.0.0', port=PORT)").replace('"Hi"', "GREETING")}\nGREETING = 'Hey'`;
    expect(recogniseApplication(text)).toMatchObject({ port: 9000, body: "Hey" });
  });

  it("finds flask run on a command line", () => {
    expect(recogniseApplication(flask("flask --app app run --host=0.0.0.0 --port 5001"))).toMatchObject({
      host: "0.0.0.0",
      port: 5001,
    });
  });

  it("finds a handler of http.server", () => {
    const text = `class H(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"Hello, PrivateLink World!\\n")
ThreadingHTTPServer(("", 5000), H).serve_forever()`;
    expect(recogniseApplication(text)).toMatchObject({
      kind: "httpServer",
      host: "0.0.0.0",
      port: 5000,
      body: "Hello, PrivateLink World!\n",
      needsPackages: false,
    });
  });

  it("finds TLS in both", () => {
    const secure = flask(`app.run(host="0.0.0.0", port=443, ssl_context=("cert.pem", "key.pem"))`);
    expect(recogniseApplication(secure)).toMatchObject({ kind: "flask", protocol: "https", port: 443 });
    const wrapped = `server = HTTPServer(("0.0.0.0", 8443), H)
server.socket = context.wrap_socket(server.socket, server_side=True)`;
    expect(recogniseApplication(wrapped)).toMatchObject({
      kind: "httpServer",
      protocol: "https",
      port: 8443,
    });
  });

  it("finds a plain TCP server", () => {
    const text = `class H(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.sendall(b"220 ready\\r\\n")
socketserver.TCPServer(("0.0.0.0", 2525), H).serve_forever()`;
    expect(recogniseApplication(text)).toMatchObject({
      kind: "socketServer",
      protocol: "tcp",
      host: "0.0.0.0",
      port: 2525,
      body: "220 ready\r\n",
    });
  });

  it("finds python3 -m http.server", () => {
    expect(recogniseApplication("cd /srv\npython3 -m http.server 8080 --bind 0.0.0.0")).toMatchObject({
      kind: "httpServer",
      port: 8080,
    });
  });

  it("knows what starts again with the instance: an enabled systemd unit", () => {
    const unit = "[Service]\nExecStart=/opt/app\n";
    const text = flask("app.run()");
    expect(recogniseApplication(text + unit)?.startsAtBoot).toBe(false);
    expect(recogniseApplication(`${text}${unit}systemctl enable --now app`)?.startsAtBoot).toBe(true);
  });

  it("finds nothing in other user data", () => {
    expect(recogniseApplication("#!/bin/bash\ndnf install -y nginx")).toBeUndefined();
  });
});
