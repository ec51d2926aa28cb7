import { createHash, createHmac } from "node:crypto";
import { Agent, request } from "node:http";

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** One connection that is kept open, as an SDK's client keeps its own. */
export class BenchClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #keys: Keys | undefined;
  readonly #endpoint: URL;

  /** @param keys To sign with; without, requests are sent as they are. */
  constructor(endpoint: string, keys?: Keys) {
    this.#endpoint = new URL(endpoint);
    this.#keys = keys;
  }

  /** Sends one request; throws unless it is answered with 200. */
  send(body: string): Promise<Buffer> {
    const headers = { "content-type": "application/x-www-form-urlencoded", ...this.#signature(body) };
    const { port } = this.#endpoint;
    return new Promise((resolve, reject) => {
      const options = { host: "127.0.0.1", port, path: "/", method: "POST", headers, agent: this.#agent };
      const sent = request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("end", () => {
          const answer = Buffer.concat(chunks);
          if (response.statusCode === 200) resolve(answer);
          else reject(new Error(`${response.statusCode}: ${answer.toString().slice(0, 500)}`));
        });
      });
      sent.once("error", reject);
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }

  #signature(body: string): Record<string, string> {
    if (this.#keys === undefined) return {};
    const { accessKeyId, secretAccessKey } = this.#keys;
    const stamp = new Date().toISOString().replace(/[:-]|\.\d{3}/g, "");
    const { host } = this.#endpoint;
    const signed = `host:${host}\nx-amz-date:${stamp}\n`;
    const canonical = ["POST", "/", "", signed, "host;x-amz-date", sha256(body)].join("\n");
    const scope = `${stamp.slice(0, 8)}/us-east-1/ec2/aws4_request`;
    const text = ["AWS4-HMAC-SHA256", stamp, scope, sha256(canonical)].join("\n");
    const key = scope.split("/").reduce<Buffer | string>(hmac, `AWS4${secretAccessKey}`);
    const signature = hmac(key, text).toString("hex");
    const credential = `Credential=${accessKeyId}/${scope}`;
    return {
      host,
      "x-amz-date": stamp,
      authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host;x-amz-date, Signature=${signature}`,
    };
  }
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
