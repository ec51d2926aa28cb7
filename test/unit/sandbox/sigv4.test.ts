import { createHash } from "node:crypto";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { beforeAll, describe, expect, it } from "vitest";
import { readAuthorization, type SignedRequest, verifySignature } from "../../../src/sandbox/server/sigv4.ts";

const secret = "s3cret/Key+with=signs";
let signed: SignedRequest;

/** What the SDK's own signer makes of a request. */
beforeAll(async () => {
  const handle = (request: { method: string; headers: Record<string, string>; body: string }) => {
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    signed = { method: request.method, url: "/", headers, body: Buffer.from(request.body) };
    return Promise.reject(new Error("seen"));
  };
  const client = new STSClient({
    region: "us-east-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: secret },
    endpoint: "http://127.0.0.1:4566",
    maxAttempts: 1,
    requestHandler: { handle } as never,
  });
  await client.send(new GetCallerIdentityCommand({})).catch(() => undefined);
});

function verify(change: Partial<SignedRequest> = {}, key = secret, now = Date.now()): void {
  const request = { ...signed, ...change };
  verifySignature(request, readAuthorization(request.headers), key, now);
}

const withHeaders = (headers: Record<string, string>) => ({ headers: { ...signed.headers, ...headers } });
const refused = (code: string) => expect.objectContaining({ code });

describe("verifySignature", () => {
  it("accepts what the SDK signs", () => {
    expect(() => verify()).not.toThrow();
    expect(readAuthorization(signed.headers)).toMatchObject({
      accessKeyId: "AKIDEXAMPLE",
      region: "us-east-1",
      service: "sts",
    });
  });

  it("refuses a body that was changed after signing", () => {
    const body = Buffer.from("Action=GetCallerIdentity&Version=2011-06-15&Extra=1");
    expect(() => verify({ body })).toThrow(refused("SignatureDoesNotMatch"));
  });

  it("refuses a changed body whose hash header still matches the signature", () => {
    const original = createHash("sha256").update(signed.body).digest("hex");
    const forged = { ...withHeaders({ "x-amz-content-sha256": original }), body: Buffer.from("Action=Evil") };
    expect(() => verify(forged)).toThrow(refused("SignatureDoesNotMatch"));
  });

  it("refuses an unsigned payload", () => {
    expect(() => verify(withHeaders({ "x-amz-content-sha256": "UNSIGNED-PAYLOAD" }))).toThrow(
      refused("SignatureDoesNotMatch"),
    );
  });

  it("refuses another secret, path, query, method and host", () => {
    expect(() => verify({}, "other")).toThrow(refused("SignatureDoesNotMatch"));
    expect(() => verify({ url: "/other" })).toThrow(refused("SignatureDoesNotMatch"));
    expect(() => verify({ url: "/?Action=Evil" })).toThrow(refused("SignatureDoesNotMatch"));
    expect(() => verify({ method: "GET" })).toThrow(refused("SignatureDoesNotMatch"));
    expect(() => verify(withHeaders({ host: "evil.test" }))).toThrow(refused("SignatureDoesNotMatch"));
  });

  it("refuses a request from another time", () => {
    const minutes = (count: number) => Date.now() + count * 60_000;
    expect(() => verify({}, secret, minutes(4))).not.toThrow();
    expect(() => verify({}, secret, minutes(6))).toThrow(refused("RequestExpired"));
    expect(() => verify({}, secret, minutes(-6))).toThrow(refused("RequestExpired"));
  });

  it("refuses a timestamp that is missing or of another day than the scope", () => {
    expect(() => verify(withHeaders({ "x-amz-date": "20200101T000000Z" }))).toThrow(
      refused("IncompleteSignature"),
    );
    expect(() => verify(withHeaders({ "x-amz-date": "" }))).toThrow(refused("IncompleteSignature"));
  });

  it("refuses a signature that does not cover host and date", () => {
    const authorization = String(signed.headers.authorization).replace("host;", "");
    expect(() => verify(withHeaders({ authorization }))).toThrow(refused("IncompleteSignature"));
  });

  it("refuses a missing or malformed header", () => {
    expect(() => readAuthorization({})).toThrow(refused("MissingAuthenticationToken"));
    expect(() => readAuthorization({ authorization: "Bearer abc" })).toThrow(refused("IncompleteSignature"));
  });
});
