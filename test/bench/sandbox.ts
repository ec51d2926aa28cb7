import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EC2Client } from "@aws-sdk/client-ec2";
import { BenchClient } from "./client.ts";
import { type Served, serve } from "./servers.ts";

/*
 * Two promises of the sandbox, measured: listing 10,000 endpoints in pages of 1,000 takes at most three times as long as
 * when a bare HTTP server sends the same bytes, and memory does not grow with the number of requests. The ratio counts
 * for a client that sends the requests and receives the bytes; what it is for a stock SDK client, which also parses them,
 * is printed beside it. Both servers are asked in turn by the same client, and the median of the ratios counts, so that a
 * busy machine slows both.
 */

const endpoints = 10_000;
const rounds = 15;
const warmUp = 3;
const maximumRatio = 3;
const maximumGrowth = 1.1;

interface SandboxReady {
  readonly endpoint: string;
  readonly accounts: readonly { profile: string; accessKeyId: string; secretAccessKey: string }[];
}

const folder = mkdtempSync(join(tmpdir(), "sandbox-bench-"));
const scenario = join(folder, "scenario.json");
const counts = { services: 200, endpoints, regions: 1 };
writeFileSync(scenario, JSON.stringify({ extends: "empty", many: counts }));

const sandbox = await serve<SandboxReady>("src/sandbox/main.ts", "--scenario", scenario);
try {
  const listing = await compareListing(sandbox);
  const growth = await measureGrowth(sandbox);
  if (listing > maximumRatio || growth > maximumGrowth) process.exitCode = 1;
} finally {
  await sandbox.stop();
  rmSync(folder, { recursive: true });
}

function keysOf({ ready }: Served<SandboxReady>) {
  const keys = ready.accounts.find(({ profile }) => profile === "consumer");
  if (keys === undefined) throw new Error("The sandbox has no consumer.");
  return keys;
}

function clientOf(served: Served<SandboxReady>): BenchClient {
  return new BenchClient(served.ready.endpoint, keysOf(served));
}

async function compareListing(served: Served<SandboxReady>): Promise<number> {
  const client = clientOf(served);
  const pages = await listEndpoints(client);
  const file = join(folder, "pages.json");
  writeFileSync(file, JSON.stringify(pages));
  const bare = await serve<{ endpoint: string }>("test/bench/bareServer.ts", file);
  const bareClient = new BenchClient(bare.ready.endpoint, keysOf(served));
  const megabytes = pages.reduce((sum, page) => sum + page.length, 0) / 1e6;
  print(`listing ${endpoints} endpoints, ${pages.length} pages, ${megabytes.toFixed(1)} MB`);
  const ratio = await compare(
    "receiving only",
    () => listEndpoints(client),
    () => listEndpoints(bareClient),
  );
  print(`    at most ${maximumRatio}`);
  for (const each of [client, bareClient]) each.close();
  await compareBySdk(served, bare.ready.endpoint);
  await bare.stop();
  return ratio;
}

/** What is loaded slows its whole process down, the other client included: so the SDK is loaded last. */
async function compareBySdk(served: Served<SandboxReady>, bareEndpoint: string): Promise<void> {
  const sdk = await import("@aws-sdk/client-ec2");
  const credentials = keysOf(served);
  const clientAt = (endpoint: string) => new sdk.EC2Client({ region: "us-east-1", endpoint, credentials });
  const [ours, theirs] = [clientAt(served.ready.endpoint), clientAt(bareEndpoint)];
  const list = async (client: EC2Client) => {
    let seen = 0;
    for await (const { VpcEndpoints = [] } of sdk.paginateDescribeVpcEndpoints(
      { client, pageSize: 1000 },
      {},
    ))
      seen += VpcEndpoints.length;
    if (seen !== endpoints) throw new Error(`${seen} endpoints were listed.`);
  };
  await compare(
    "SDK client",
    () => list(ours),
    () => list(theirs),
  );
  for (const each of [ours, theirs]) each.destroy();
}

/** Runs both in turn and prints the medians; resolves to the median of the ratios. */
async function compare(
  name: string,
  ours: () => Promise<unknown>,
  theirs: () => Promise<unknown>,
): Promise<number> {
  const pairs: { ours: number; theirs: number }[] = [];
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const pair = { ours: await timed(ours), theirs: await timed(theirs) };
    if (round >= warmUp) pairs.push(pair);
  }
  const ratio = median(pairs.map((pair) => pair.ours / pair.theirs));
  const times = `sandbox ${median(pairs.map((pair) => pair.ours)).toFixed(1)} ms`;
  const bareTimes = `bare server ${median(pairs.map((pair) => pair.theirs)).toFixed(1)} ms`;
  print(`  ${name}: ${times}, ${bareTimes}, ratio ${ratio.toFixed(2)}`);
  return ratio;
}

/** All pages, as they came. */
async function listEndpoints(client: BenchClient): Promise<string[]> {
  const pages: string[] = [];
  for (let token: string | undefined = ""; token !== undefined; ) {
    const next: string = token === "" ? "" : `&NextToken=${encodeURIComponent(token)}`;
    const page = await client.send(`Action=DescribeVpcEndpoints&Version=2016-11-15&MaxResults=1000${next}`);
    const end = page.subarray(-500).toString();
    pages.push(page.toString("latin1"));
    token = /<nextToken>([^<]+)<\/nextToken>/.exec(`${page.subarray(0, 500).toString()}${end}`)?.[1];
  }
  return pages;
}

async function measureGrowth(served: Served<SandboxReady>): Promise<number> {
  const clients = [clientOf(served), clientOf(served)];
  const requests = ["DescribeRegions", "DescribeVpcs&MaxResults=5", "DescribeVpcEndpoints&MaxResults=5"].map(
    (operation) => `Version=2016-11-15&Action=${operation}`,
  );
  const send = async (count: number) => {
    const share = clients.map(async (client) => {
      for (let index = 0; index < count / clients.length; index += 1)
        await client.send(requests[index % requests.length] ?? "");
    });
    await Promise.all(share);
  };
  await send(10_000);
  const before = served.residentMiB();
  const seconds = (await timed(() => send(90_000))) / 1000;
  const after = served.residentMiB();
  for (const client of clients) client.close();
  const growth = after / before;
  print(`memory after 10,000 requests ${before.toFixed(0)} MiB, after 100,000 ${after.toFixed(0)} MiB`);
  print(
    `  growth ${growth.toFixed(3)} (at most ${maximumGrowth}), ${Math.round(90_000 / seconds)} requests/s`,
  );
  return growth;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
