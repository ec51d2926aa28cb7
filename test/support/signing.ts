import { createHash, createHmac } from "node:crypto";
import { request } from "node:http";

/** How an attacker departs from what an honest client of STS sends. */
export interface Forgery {
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  /** When the request says that it was signed. */
  readonly at?: Date;
  /** Names of the headers that are signed; by default all of them. */
  readonly signedHeaders?: readonly string[];
  /** What is sent, where the signature is for `body`. */
  readonly sentBody?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signature?: string;
  /** The address that is connected to. */
  readonly address?: string;
}

/** An honest call of an operation without effects. */
const honestBody = "Action=GetCallerIdentity&Version=2011-06-15";

/** Signs by AWS's documentation, apart from the sandbox's own code and the SDK's, and sends; resolves to the status. */
export async function sendSigned(
  endpoint: string,
  keys: { readonly accessKeyId: string; readonly secretAccessKey: string },
  forgery: Forgery = {},
): Promise<number> {
  const { accessKeyId, secretAccessKey, at = new Date(), body = honestBody } = { ...keys, ...forgery };
  const stamp = at.toISOString().replace(/[:-]|\.\d{3}/g, "");
  const bodyHash = createHash("sha256").update(body).digest("hex");
  const headers: Record<string, string> = {
    host: new URL(endpoint).host,
    "x-amz-date": stamp,
    "x-amz-content-sha256": bodyHash,
    "content-type": "application/x-www-form-urlencoded",
    ...forgery.headers,
  };
  const names = [...(forgery.signedHeaders ?? Object.keys(headers))].sort();
  const canonical = [
    "POST",
    "/",
    "",
    ...names.map((name) => `${name}:${headers[name]}`),
    "",
    names.join(";"),
    bodyHash,
  ];
  const scope = `${stamp.slice(0, 8)}/us-east-1/sts/aws4_request`;
  const text = [
    "AWS4-HMAC-SHA256",
    stamp,
    scope,
    createHash("sha256").update(canonical.join("\n")).digest("hex"),
  ];
  const key = scope
    .split("/")
    .reduce<Buffer | string>((last, part) => hmac(last, part), `AWS4${secretAccessKey}`);
  const signature = forgery.signature ?? hmac(key, text.join("\n")).toString("hex");
  const credential = `Credential=${accessKeyId}/${scope}`;
  headers["authorization"] =
    `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  return post(endpoint, forgery.address ?? "127.0.0.1", headers, forgery.sentBody ?? body);
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function post(
  endpoint: string,
  host: string,
  headers: Record<string, string>,
  body: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(endpoint);
    const sent = request({ host, port, method: "POST", headers, agent: false }, (response) => {
      response.resume();
      response.once("end", () => resolve(response.statusCode ?? 0));
    });
    sent.once("error", reject);
    sent.end(body);
  });
}
