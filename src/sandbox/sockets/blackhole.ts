import { connect, type Socket } from "node:net";
import { Worker } from "node:worker_threads";

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

/**
 * A loopback port that answers no connection attempt, like a security group that drops it: its queue of unaccepted
 * connections is full, so the kernel discards every further SYN.
 */
export class Blackhole {
  private readonly worker: Worker;
  private readonly fillers: Socket[];
  readonly port: number;

  private constructor(worker: Worker, port: number, fillers: Socket[]) {
    this.worker = worker;
    this.port = port;
    this.fillers = fillers;
  }

  static async open(): Promise<Blackhole> {
    const worker = new Worker(workerCode, { eval: true });
    worker.unref();
    const port = await new Promise<number>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
    const fillers: Socket[] = [];
    for (let count = 0; count < maximumFillers; count += 1) {
      const filler = await fill(port);
      if (filler === undefined) break;
      fillers.push(filler);
    }
    return new Blackhole(worker, port, fillers);
  }

  async close(): Promise<void> {
    for (const filler of this.fillers) filler.destroy();
    await this.worker.terminate();
  }
}

/** Takes a place in the queue; undefined once the queue is full and the attempt is not answered any more. */
function fill(port: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.unref();
    const giveUp = () => {
      if (!socket.connecting) return;
      socket.destroy();
      resolve(undefined);
    };
    // After a long pause of this process the time may be over before the answer was looked at: look first.
    const patience = setTimeout(() => setImmediate(giveUp), unansweredMilliseconds);
    socket.once("connect", () => {
      clearTimeout(patience);
      resolve(socket);
    });
    socket.once("error", () => {
      clearTimeout(patience);
      resolve(undefined);
    });
  });
}
