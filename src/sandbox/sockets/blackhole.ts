import { connect, createServer, type Server, type Socket } from "node:net";
import { Worker } from "node:worker_threads";
import { portOf } from "./ports.ts";

/**
 * The worker listens with the shortest backlog and then blocks its event loop for ever, so nothing is ever accepted.
 * It is a string because the sandbox is bundled into one file, next to which there is no worker file to load.
 */
const workerCode = `
const { parentPort } = require("node:worker_threads");
const server = require("node:net").createServer();
server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});`;

/** Loopback answers in far less than this. */
const unansweredMilliseconds = 150;
/** More connections than any system queues for a backlog of one. */
const maximumFillers = 8;

/** How an attempt to connect ends; an answered one leaves its socket open. */
type Attempt = Socket | "silence" | "refusal";
type Try = (port: number) => Promise<Attempt>;

/**
 * A loopback port that answers no connection attempt, like a security group that drops it: its queue of unaccepted
 * connections is full, so the kernel discards every further SYN. Not every system does that, which is found out by
 * trying: the next best is a port that takes connections and never says anything (ledger: dropped-packets).
 */
export class Blackhole {
  readonly port: number;
  /** Whether attempts are really dropped, rather than taken and left unanswered. */
  readonly drops: boolean;
  private readonly end: () => Promise<unknown>;

  private constructor(port: number, drops: boolean, end: () => Promise<unknown>) {
    this.port = port;
    this.drops = drops;
    this.end = end;
  }

  /** `attempt` is a parameter for the sake of systems that the tests do not run on. */
  static async open(attempt: Try = attemptToConnect): Promise<Blackhole> {
    const worker = new Worker(workerCode, { eval: true });
    worker.unref();
    const port = await new Promise<number>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
    const fillers: Socket[] = [];
    const end = () => {
      for (const filler of fillers) filler.destroy();
      return worker.terminate();
    };
    for (let count = 0; count < maximumFillers; count += 1) {
      const outcome = await attempt(port);
      if (outcome === "silence") return new Blackhole(port, true, end);
      if (outcome === "refusal") break;
      fillers.push(outcome);
    }
    await end();
    return Blackhole.openSilent();
  }

  close(): Promise<unknown> {
    return this.end();
  }

  private static async openSilent(): Promise<Blackhole> {
    const sockets = new Set<Socket>();
    const server: Server = createServer((socket) => {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.once("close", () => sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(0, "127.0.0.1", resolve);
    });
    server.unref();
    const end = () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    };
    return new Blackhole(portOf(server), false, end);
  }
}

/** Takes a place in the queue, as long as there is one. */
function attemptToConnect(port: number): Promise<Attempt> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.unref();
    const giveUp = () => {
      if (!socket.connecting) return;
      socket.destroy();
      resolve("silence");
    };
    // After a long pause of this process the time may be over before the answer was looked at: look first.
    const patience = setTimeout(() => setImmediate(giveUp), unansweredMilliseconds);
    socket.once("connect", () => {
      clearTimeout(patience);
      resolve(socket);
    });
    socket.once("error", () => {
      clearTimeout(patience);
      resolve("refusal");
    });
  });
}
