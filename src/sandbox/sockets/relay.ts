import { connect, createServer, type Server, type Socket } from "node:net";
import { portOf } from "./ports.ts";

/** A TCP hop on loopback: what connects to its port is passed on. */
export interface Relay {
  port: number;
  close(): void;
}

/**
 * Opens a hop. For each connection `next` says which port it goes on to; undefined resets it, as a network device does
 * with a connection that it does not let through any more.
 */
export async function openRelay(next: () => Promise<number | undefined>): Promise<Relay> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    passOn(socket, next).catch(() => socket.resetAndDestroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: portOf(server),
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function passOn(socket: Socket, next: () => Promise<number | undefined>): Promise<void> {
  const port = await next();
  if (port === undefined) {
    socket.resetAndDestroy();
    return;
  }
  const onward = connect(port, "127.0.0.1");
  onward.on("error", () => socket.resetAndDestroy());
  socket.once("close", () => onward.destroy());
  socket.pipe(onward).pipe(socket);
}
