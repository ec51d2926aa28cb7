import {
  createServer as createHttpServer,
  type IncomingMessage,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import type { Application, Instance } from "../state/compute.ts";
import { portOf } from "./ports.ts";
import { testCertificate, testKey } from "./testCertificate.ts";

interface Running {
  server: Server;
  sockets: Set<Socket>;
}

/**
 * The instances' applications, and the errors that Application Load Balancers answer with, as real servers on loopback,
 * started when the first connection comes.
 */
export class Applications {
  private readonly running = new Map<string, Promise<Running>>();

  /** The loopback port of an instance's application. */
  async portOf(instance: Instance): Promise<number> {
    return this.portFor(`${instance.id} ${instance.application?.protocol}`, () => serverFor(instance));
  }

  /** A loopback port that answers every request with an error of an Application Load Balancer. */
  async portOfError(status: number): Promise<number> {
    return this.portFor(`error ${status}`, () =>
      createHttpServer((_, response) => answerError(status, response)),
    );
  }

  async close(): Promise<void> {
    for (const starting of this.running.values()) {
      const { server, sockets } = await starting;
      server.close();
      for (const socket of sockets) socket.destroy();
    }
  }

  private async portFor(key: string, make: () => Server): Promise<number> {
    const starting = this.running.get(key) ?? listen(make());
    this.running.set(key, starting);
    return portOf((await starting).server);
  }
}

async function listen(server: Server): Promise<Running> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return { server, sockets };
}

/** What the application is at the moment of a request counts, not what it was when the server started. */
function serverFor(instance: Instance): Server {
  const answer = (request: IncomingMessage, response: ServerResponse) =>
    answerHttp(instance.application, request, response);
  if (instance.application?.protocol === "tcp") {
    return createTcpServer((socket) => socket.end(instance.application?.body ?? ""));
  }
  if (instance.application?.protocol !== "https") return closingOnErrors(createHttpServer(answer));
  return closingOnErrors(createHttpsServer({ key: testKey, cert: testCertificate }, answer));
}

/**
 * Python's servers read an empty line where a request should begin, and hang up without an answer: so they meet a
 * PROXY protocol header, which begins with one (ledger: proxy-header-unexpected).
 */
function closingOnErrors(server: Server): Server {
  return server.on("clientError", (_error: Error, socket: Socket) => socket.end());
}

function answerHttp(
  application: Application | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const found = request.url === "/" && application !== undefined;
  const body = found ? application.body : "Not Found\n";
  response.writeHead(found ? 200 : 404, {
    "content-length": Buffer.byteLength(body),
    "content-type": "text/html; charset=utf-8",
    server: application?.kind === "flask" ? "Werkzeug/3.0.4 Python/3.9.20" : "BaseHTTP/0.6 Python/3.9.20",
    connection: "close",
  });
  response.end(body);
}

/** The page has the form of the load balancer's own: its status line as the only heading. */
function answerError(status: number, response: ServerResponse): void {
  const heading = `${status} ${STATUS_CODES[status]}`;
  const body = `<html><head><title>${heading}</title></head><body><center><h1>${heading}</h1></center></body></html>\n`;
  response.writeHead(status, {
    "content-length": Buffer.byteLength(body),
    "content-type": "text/html",
    server: "awselb/2.0",
    connection: "close",
  });
  response.end(body);
}
