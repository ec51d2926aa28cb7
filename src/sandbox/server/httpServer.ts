import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { WireReply } from "../wire/messages.ts";
import type { Gateway } from "./gateway.ts";
import { refusal } from "./guard.ts";

/** AWS's own limits are far below this; it only bounds what a runaway client can make the sandbox hold. */
const maximumBody = 1024 * 1024;

/** Serves a gateway on loopback. `port` 0 lets the system choose; every answer is delayed by `latencyMs`. */
export async function startHttpServer(gateway: Gateway, port: number, latencyMs: number): Promise<Server> {
  const server = createServer((request, response) => {
    serve(gateway, request, response, latencyMs).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return server;
}

async function serve(
  gateway: Gateway,
  request: IncomingMessage,
  response: ServerResponse,
  latencyMs: number,
): Promise<void> {
  const refused = refusal(request.headers, request.socket.localPort ?? 0);
  if (refused !== undefined) return plain(response, 403, refused);
  const body = await readBody(request);
  if (body === undefined) return plain(response, 413, "The request is too large.");
  if (latencyMs > 0) await pause(latencyMs);
  const { method = "", url = "/", headers } = request;
  const requestId = randomUUID();
  const reply = await gateway.answer({ method, url, headers, body }, requestId);
  if (reply === undefined) {
    request.socket.destroy();
    return;
  }
  send(reply, requestId, response);
}

function send({ status, contentType, body }: WireReply, requestId: string, response: ServerResponse): void {
  response.writeHead(status, {
    "content-type": contentType,
    "content-length": body.reduce((sum, piece) => sum + piece.length, 0),
    "x-amzn-requestid": requestId,
  });
  response.cork();
  for (const piece of body) response.write(piece);
  response.end();
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > maximumBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain", connection: "close" });
  response.end(`${text}\n`);
}
