import { expect } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../../src/sandbox/sandbox.ts";
import { type Clients, clientsOf, eventually } from "./clients.ts";

/** A running sandbox with both sides' clients. */
export interface Stage {
  sandbox: Sandbox;
  provider: Clients;
  consumer: Clients;
  /** The consumer in the other Region. */
  ireland: Clients;
  close(): Promise<void>;
}

/** Starts the published scenario with a fast clock. */
export async function openStage(options: SandboxOptions = {}): Promise<Stage> {
  const sandbox = await startSandbox({ clock: "fast", scenario: "published", ...options });
  const provider = clientsOf(sandbox, "provider");
  const consumer = clientsOf(sandbox, "consumer");
  const ireland = clientsOf(sandbox, "consumer", "eu-west-1");
  const close = async () => {
    for (const clients of [provider, consumer, ireland]) clients.destroy();
    await sandbox.close();
  };
  return { sandbox, provider, consumer, ireland, close };
}

/** The first of a kind in the world. */
export function first<T>(items: ReadonlyMap<string, T>): T {
  const [item] = items.values();
  if (item === undefined) throw new Error("There is none.");
  return item;
}

/** A part of the networks by its name. */
export function named<T extends { tags: Map<string, string> }>(
  items: ReadonlyMap<string, T>,
  name: string,
): T {
  const item = [...items.values()].find(({ tags }) => tags.get("Name") === name);
  if (item === undefined) throw new Error(`There is no ${name}.`);
  return item;
}

/** What a refusal looks like in the SDK. */
export function refused(name: string, message?: string): object {
  return message === undefined ? { name } : { name, message: expect.stringContaining(message) };
}

/** Waits until something holds. */
export async function until(holds: () => boolean): Promise<void> {
  await eventually(async () => holds() || undefined);
}
