import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ended } from "../../../../src/sandbox/guest/program.ts";
import { GuestShell } from "../../../../src/sandbox/guest/shell.ts";
import type { Instance } from "../../../../src/sandbox/state/compute.ts";
import { PublishedWorld } from "../network/publishedWorld.ts";

/** Instances of the published scenario with a shell on them. */
export class Guests {
  readonly net: PublishedWorld;
  readonly folder = mkdtempSync(join(tmpdir(), "guests-"));
  private readonly shell: GuestShell;

  private constructor(net: PublishedWorld) {
    this.net = net;
    this.shell = new GuestShell(net.fabric, join(this.folder, "instances"));
  }

  static async open(): Promise<Guests> {
    return new Guests(await PublishedWorld.build());
  }

  /** Runs lines on an instance, the client unless another is named. */
  run(
    lines: string | string[],
    on: Instance = this.net.client,
    signal = new AbortController().signal,
  ): Promise<Ended> {
    return this.shell.run([lines].flat().join("\n"), on, signal);
  }

  async close(): Promise<void> {
    await this.net.fabric.close();
    rmSync(this.folder, { recursive: true });
  }
}
