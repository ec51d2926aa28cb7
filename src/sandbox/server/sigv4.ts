import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { AwsError } from "../wire/awsError.ts";

/** A request as its signer saw it. `url` is path and query as they came; `body` is unread by anyone else. */
export interface SignedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What a request claims in its Authorization header. Trust nothing of it before verifySignature. */
export interface Authorization {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const authorizationPattern =
  /^AWS4-HMAC-SHA256 Credential=([\w-]{1,128})\/(\d{8})\/([a-z0-9-]{1,64})\/([a-z0-9-]{1,64})\/aws4_request, ?SignedHeaders=([a-z0-9;_.-]{1,2000}), ?Signature=([0-9a-f]{64})$/;

/** AWS allows five minutes between the signer's clock and its own. */
const maximumSkewMilliseconds = 5 * 60_000;

/** Reads the Authorization header; throws `MissingAuthenticationToken` or `IncompleteSignature`. */
export function readAuthorization(headers: IncomingHttpHeaders): Authorization {
  const header = headers.authorization;
  if (header === undefined) {
    throw new AwsError("MissingAuthenticationToken", "Request is missing Authentication Token", 403);
  }
  const match = authorizationPattern.exec(header);
  if (match === null) throw new AwsError("IncompleteSignature", "The Authorization header is malformed", 403);
  const [, accessKeyId = "", date = "", region = "", service = "", names = "", signature = ""] = match;
  return { accessKeyId, date, region, service, signedHeaders: names.split(";"), signature };
}

/** Recomputes the signature; throws unless it is the one that the holder of the secret makes for this very request. */
export function verifySignature(
  request: SignedRequest,
  claim: Authorization,
  secretAccessKey: string,
  now: number,
): void {
  const timestamp = String(request.headers["x-amz-date"] ?? "");
  checkTimestamp(timestamp, claim.date, now);
  for (const header of ["host", "x-amz-date"]) {
    if (!claim.signedHeaders.includes(header)) {
      throw new AwsError("IncompleteSignature", `'${header}' must be a signed header`, 403);
    }
  }
  // A signer may name the body's hash in x-amz-content-sha256, or call the body unsigned there. That is the client's
  // claim: only the hash of the body that came can show that the body was not changed after signing.
  const bodyHash = sha256(request.body);
  const scope = `${claim.date}/${claim.region}/${claim.service}/aws4_request`;
  const canonical = sha256(canonicalRequest(request, claim.signedHeaders, bodyHash));
  const stringToSign = ["AWS4-HMAC-SHA256", timestamp, scope, canonical].join("\n");
  const expected = hmac(signingKey(secretAccessKey, claim), stringToSign);
  if (timingSafeEqual(expected, Buffer.from(claim.signature, "hex"))) return;
  throw new AwsError(
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.",
    403,
  );
}

function checkTimestamp(timestamp: string, date: string, now: number): void {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp);
  if (match === null || !timestamp.startsWith(date)) {
    const message = "X-Amz-Date is missing or does not match the date of the credential scope";
    throw new AwsError("IncompleteSignature", message, 403);
  }
  const [, year, month, day, hour, minute, second] = match.map(Number);
  const signed = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second);
  if (Math.abs(now - signed) <= maximumSkewMilliseconds) return;
  const problem = signed < now ? "Signature expired" : "Signature not yet current";
  throw new AwsError("RequestExpired", `${problem}: ${timestamp}`, 403);
}

function canonicalRequest(
  request: SignedRequest,
  signedHeaders: readonly string[],
  bodyHash: string,
): string {
  const { pathname, searchParams } = new URL(request.url, "http://127.0.0.1");
  const query = [...searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort();
  const headers = signedHeaders.map((name) => `${name}:${canonicalHeader(request.headers[name])}\n`);
  return [
    request.method,
    pathname,
    query.join("&"),
    headers.join(""),
    signedHeaders.join(";"),
    bodyHash,
  ].join("\n");
}

function canonicalHeader(value: string | string[] | undefined): string {
  const text = Array.isArray(value) ? value.join(",") : (value ?? "");
  return text.trim().replace(/ +/g, " ");
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function signingKey(secretAccessKey: string, claim: Authorization): Buffer {
  const initial: Buffer = Buffer.from(`AWS4${secretAccessKey}`);
  return [claim.date, claim.region, claim.service, "aws4_request"].reduce(hmac, initial);
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function sha256(data: Buffer | string): string {
  return createHash("sha256").update(data).digest("hex");
}
