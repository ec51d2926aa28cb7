import { connect, createServer, type Server, type Socket } from "node:net";
import { portOf } from "./ports.ts";

/** A TCP hop on loopback: what connects to its port is passed on. */
export interface Relay {
  port: number;
  close(): void;
}

/** Where a connection goes on to, and whether it may live on, which is asked again and again. */
export interface Onward {
  port: number;
  lives(): boolean;
  /** What goes on before the client's own bytes. */
  preface?: Buffer;
}

/** Decides about a connection that comes from a port. */
type Next = (clientPort: number) => Promise<Onward | undefined>;

/** How soon a connection notices that it may not live on. */
const watchMilliseconds = 50;

/**
 * Opens a hop. For each connection `next` says where it goes on to; undefined resets it, as a network device does with
 * a connection that it does not let through any more.
 */
export async function openRelay(next: Next): Promise<Relay> {
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

async function passOn(socket: Socket, next: Next): Promise<void> {
  const way = await next(socket.remotePort ?? 0);
  if (way === undefined) {
    socket.resetAndDestroy();
    return;
  }
  const onward = connect(way.port, "127.0.0.1");
  onward.on("error", () => socket.resetAndDestroy());
  const watch = setInterval(() => {
    if (!way.lives()) socket.resetAndDestroy();
  }, watchMilliseconds);
  watch.unref();
  socket.once("close", () => {
    clearInterval(watch);
    onward.destroy();
  });
  if (way.preface !== undefined) onward.write(way.preface);
  socket.pipe(onward).pipe(socket);
}
