import { createServer, type Server } from "node:http";
import type { Instance } from "../state/compute.ts";
import { portOf } from "./ports.ts";

/** The instances' applications as real HTTP servers on loopback, started when the first connection comes. */
export class Applications {
  private readonly servers = new Map<string, Promise<Server>>();

  /** The loopback port of an instance's application. */
  async portOf(instance: Instance): Promise<number> {
    const known = this.servers.get(instance.id);
    const starting = known ?? listen(instance);
    this.servers.set(instance.id, starting);
    return portOf(await starting);
  }

  async close(): Promise<void> {
    for (const starting of this.servers.values()) {
      const server = await starting;
      server.close();
      server.closeAllConnections();
    }
  }
}

async function listen(instance: Instance): Promise<Server> {
  const server = createServer((request, response) => {
    const { application } = instance;
    const found = request.url === "/" && application !== undefined;
    const body = found ? application.body : "Not Found\n";
    response.writeHead(found ? 200 : 404, {
      "content-length": Buffer.byteLength(body),
      "content-type": "text/html; charset=utf-8",
      server: application?.kind === "flask" ? "Werkzeug/3.0.4 Python/3.9.20" : "BaseHTTP/0.6 Python/3.9.20",
      connection: "close",
    });
    response.end(body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return server;
}
