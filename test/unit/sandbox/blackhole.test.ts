import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { Blackhole } from "../../../src/sandbox/sockets/blackhole.ts";

let blackhole: Blackhole;

afterEach(() => blackhole.close());

/** How an attempt to connect ends. */
function attempt(port: number, milliseconds: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const end = (how: string) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(how);
    };
    const timer = setTimeout(() => setImmediate(end, "silence"), milliseconds);
    socket.once("connect", () => end("connected"));
    socket.once("error", ({ message }) => end(message));
  });
}

const attempts = async () =>
  new Set(await Promise.all(Array.from({ length: 20 }, () => attempt(blackhole.port, 300))));

describe("a black hole", () => {
  it.runIf(process.platform === "linux")(
    "answers no attempt to connect, however many there are",
    async () => {
      blackhole = await Blackhole.open();
      expect(blackhole.drops).toBe(true);
      expect(await attempts()).toEqual(new Set(["silence"]));
    },
  );

  it("takes connections and never answers where the system refuses what it cannot queue", async () => {
    blackhole = await Blackhole.open(async () => "refusal");
    expect(blackhole.drops).toBe(false);
    expect(await attempts()).toEqual(new Set(["connected"]));
  });
});
