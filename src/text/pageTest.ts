import type { TestInstance } from "../core/probe/instances.ts";
import { instanceRefusals } from "./probe.ts";

/** Words of the connectivity test's page. */
export const testTexts = {
  instance: "From instance",
  host: "To name",
  port: "Port",
  path: "Path",
  run: "Run test",
  runAgain: "Run again",
  request: "Request",
  running: "The test is running",
  noInstance: "No instance in this VPC can run the test.",
  notOffered: "Not offered",
  wrongPort: "Ports are whole numbers from 1 to 65535.",
  from: "From",
  to: "To",
  ran: "Ran",
  timings: "Time by phase",
  noTls: "No TLS phase: the URL is http.",
  hatched: "Hatched: waited without an answer.",
  response: "Response",
  noResponse: "None. No byte arrived.",
  emptyBody: "The body is empty.",
  verbose: "curl -v",
  noVerbose: "curl wrote nothing.",
  copyOutput: "Copy output",
} as const;

/** A mark of the scale: `4 ms`, `2.5 s`. */
export function scaleMark(milliseconds: number): string {
  return milliseconds < 1000 ? `${Number(milliseconds.toFixed(2))} ms` : `${milliseconds / 1000} s`;
}

/** Phases of one HTTP request, in their order. */
export type PhaseName = "dns" | "connect" | "tls" | "firstByte" | "body";

export const phaseNames: Record<PhaseName, string> = {
  dns: "DNS",
  connect: "Connect",
  tls: "TLS",
  firstByte: "First byte",
  body: "Body",
};

export const phaseWords = { total: "Total", notReached: "none" } as const;

export function instanceLabel({ id, name, zoneName }: TestInstance): string {
  return [name === id ? "" : name, id, zoneName].filter((part) => part !== "").join(" · ");
}

/** Why an instance cannot be chosen. */
export function instanceRefusal({ id, name, refused }: TestInstance): string {
  return refused === undefined ? name || id : `${name || id}: ${instanceRefusals[refused]}`;
}

export function runningSentence(commandSent: boolean, since: string): string {
  return commandSent ? `Running curl on the instance · ${since}` : `Sending the command · ${since}`;
}

export function requestLine(path: string, port: number): string {
  return `GET ${path} over http, port ${port}`;
}

export function ranLine(at: string, took: string): string {
  return `${at}, ${took}, over SSM`;
}

export function statusLine(httpStatus: number, address: string): string {
  return address === "" ? `Status ${httpStatus}` : `Status ${httpStatus} from ${address}`;
}
