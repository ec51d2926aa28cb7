import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { portOf } from "./sockets/ports.ts";

/**
 * How to hold a lease: connect to the port on 127.0.0.1, send the token and a line feed, and stay connected. Whoever holds
 * one can end the sandbox for everybody by sending `stop` and a line feed.
 */
export interface Lease {
  port: number;
  token: string;
}

/** Longer than any token; a client that sends more without a line feed is none. */
const maximumGreeting = 256;
/** A connection that does not send its token in this time is closed. */
const greetingMilliseconds = 5000;

/** Counts the clients that hold a lease, and says when there has been none for too long. */
export class LeaseKeeper {
  readonly lease: Lease;
  private readonly server: Server;
  private readonly graceMilliseconds: number;
  private readonly expired: () => void;
  private readonly holders = new Set<Socket>();
  private timer: NodeJS.Timeout | undefined;

  private constructor(server: Server, token: string, graceMilliseconds: number, expired: () => void) {
    this.server = server;
    this.graceMilliseconds = graceMilliseconds;
    this.expired = expired;
    this.lease = { port: portOf(server), token };
    server.on("connection", (socket) => this.greet(socket));
    this.startCountdown();
  }

  /** Listens on loopback. `expired` is called once no lease has been held for `seconds`, also counted from now. */
  static async open(seconds: number, expired: () => void): Promise<LeaseKeeper> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(0, "127.0.0.1", resolve);
    });
    return new LeaseKeeper(server, randomBytes(24).toString("base64url"), seconds * 1000, expired);
  }

  close(): void {
    clearTimeout(this.timer);
    this.server.close();
    for (const holder of this.holders) holder.destroy();
  }

  private greet(socket: Socket): void {
    let greeting = "";
    const impatience = setTimeout(() => socket.destroy(), greetingMilliseconds);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => clearTimeout(impatience));
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => {
      if (this.holders.has(socket)) {
        if (text.includes("stop\n")) this.expired();
        return;
      }
      greeting += text;
      const end = greeting.indexOf("\n");
      if (end < 0 && greeting.length <= maximumGreeting) return;
      clearTimeout(impatience);
      if (this.isToken(greeting.slice(0, end))) this.hold(socket);
      else socket.destroy();
    });
  }

  private hold(socket: Socket): void {
    this.holders.add(socket);
    clearTimeout(this.timer);
    socket.write("ok\n");
    socket.once("close", () => {
      this.holders.delete(socket);
      if (this.holders.size === 0) this.startCountdown();
    });
  }

  private startCountdown(): void {
    this.timer = setTimeout(this.expired, this.graceMilliseconds);
  }

  private isToken(text: string): boolean {
    const given = Buffer.from(text);
    const token = Buffer.from(this.lease.token);
    return given.length === token.length && timingSafeEqual(given, token);
  }
}
