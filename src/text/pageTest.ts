import type { NoResult } from "../core/probe/phase.ts";
import type { ProbeName, ProbeRequest, ProbeScheme } from "../core/probe/request.ts";

/** Words of the connectivity test's page. */
export const testTexts = {
  instance: "From instance",
  scheme: "Scheme",
  port: "Port",
  path: "Path",
  names: "Names to try",
  expectStatus: "Expected status",
  expectText: "Expected text in the answer",
  optional: "Optional",
  run: "Run test",
  runAgain: "Run again",
  change: "Change the request",
  diagnose: "Diagnose",
  copyMarkdown: "Copy as Markdown",
  openJson: "Open JSON",
  request: "Request",
  running: "The test is running",
  notOffered: "Not offered",
  wrongPort: "Ports are whole numbers from 1 to 65535.",
  wrongStatus: "A status is a number from 100 to 599.",
  wrongName: "A name has letters, digits, hyphens and dots, and no wildcard.",
  noNames: "Choose at least one name.",
  unreadInterfaces: "The endpoint's interfaces could not be read, so only its names are tried.",
  from: "From",
  to: "To",
  ran: "Ran",
  timings: "Time by phase",
  nameRows: "Names",
  interfaceRows: "Interfaces",
  interfaceHint: "the same request at each address",
  result: "Result",
  total: "Total",
  notReached: "none",
  oneScale: "One scale for all rows.",
  noTls: "No TLS phase: the URL is http.",
  onlyConnect: "A tcp test ends as soon as the connection is made.",
  hatched: "Hatched: waited without an answer.",
  copyNames: "Copy full names",
  response: "Response",
  headers: "Headers",
  noResponse: "None. No answer arrived.",
  noAnswerAsked: "None was asked for. The connection was made.",
  emptyBody: "The body is empty.",
  bodyNotKept: "The history keeps no bodies, cookies, credentials or query strings.",
  queryNotKept:
    "The history does not keep what follows the question mark. Complete the path before you run this test again.",
  expected: "It contains the expected text.",
  certificate: "Certificate",
  subject: "Subject",
  issuer: "Issuer",
  expires: "Expires",
  ownName: "Service's own name",
  byOwnName:
    "The certificate has the provider's own name. A request by that name, led to the endpoint, as a command:",
  askByOwnName: "Test by this name",
  comparison: "Compared with the last good run",
  resolver: "The instance's resolver",
  vpcResolver: "The VPC's resolver",
  noAddress: "no such name",
  noVerbose: "curl wrote nothing.",
  copyOutput: "Copy output",
  copyCurl: "Copy as curl",
} as const;

export const schemeNames: Record<ProbeScheme, string> = {
  http: "http",
  https: "https",
  tcp: "tcp (only connect)",
};

/** The marks of a scale, the unit at its end: `0`, `4`, `8`, `12`, `16 ms`. Milliseconds in. */
export function scaleMarks(marks: readonly number[]): readonly string[] {
  const end = marks.at(-1) ?? 0;
  const [unit, size] = end < 1000 ? ["ms", 1] : ["s", 1000];
  return marks.map((mark) => {
    const number = Number((mark / size).toFixed(3));
    return mark === end ? `${number} ${unit}` : String(number);
  });
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

/** What a name of the endpoint is, before the name itself. */
export function nameLabel({ kind, zoneId, zoneName }: ProbeName): string {
  const zone = [zoneId, zoneName].filter((part) => part !== undefined).join(" · ");
  return { private: "Private", regional: "Regional", zonal: `Zonal ${zone}` }[kind];
}

export function runningSentence(commandSent: boolean, since: string): string {
  return commandSent ? `Running curl on the instance · ${since}` : `Sending the command · ${since}`;
}

/** Results come at once: said while one waits for them. */
export const runningHint =
  "Systems Manager shows nothing before the end: all results arrive together. Each attempt has a time limit of its own.";

export function requestLine({ scheme, path, port, ownName }: ProbeRequest): string {
  if (scheme === "tcp") return `Connect to port ${port}`;
  const by = ownName === undefined ? "" : ` by the name ${ownName}`;
  return `GET ${path} over ${scheme}, port ${port}${by}`;
}

/** What the answer had to be, if anybody said so. */
export function expectationLine({ expect }: ProbeRequest): string {
  const { status, text } = expect ?? {};
  const parts = [
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(text === undefined ? [] : [`the text "${text}"`]),
  ];
  return parts.length === 0 ? "" : `Expected: ${parts.join(" and ")}`;
}

export function ranLine(at: string, took: string): string {
  return `${at}, ${took}, over SSM`;
}

/** `200 OK, text/html, 25 bytes` */
export function statusLine(status: string, type: string | undefined, size: number): string {
  return [status, type?.split(";")[0], `${size} bytes`].filter((part) => part !== undefined).join(", ");
}

/** Only a body's beginning is shown. */
export function bodyCut(shown: number, size: number): string {
  return `The first ${shown} of ${size} bytes.`;
}

export function verboseTitle(place: string): string {
  return `curl -v, ${place}`;
}

export function verboseCut(bytes: number): string {
  return `Only the first ${bytes} bytes came back: all attempts share the 24,000 characters that Systems Manager returns.`;
}

/** What became of a test that has nothing to show. */
export const noResults: Record<NoResult, { readonly title: string; readonly advice: string }> = {
  alreadyRuns: {
    title: "Already running",
    advice: "This test runs in another page of this window. It never runs twice at once.",
  },
  badName: { title: "Not run", advice: testTexts.wrongName },
  badPort: { title: "Not run", advice: testTexts.wrongPort },
  badStatus: { title: "Not run", advice: testTexts.wrongStatus },
  cancelled: {
    title: "Cancelled",
    advice: "The command was cancelled on the instance, so there are no results.",
  },
  deliveryTimedOut: {
    title: "The instance did not take the command",
    advice:
      "Systems Manager could not deliver the command within 30 seconds. The instance may have just stopped, or lost its way to the service.",
  },
  executionTimedOut: {
    title: "The command took too long",
    advice: "Systems Manager ended it on the instance, so there are no results. Is the instance overloaded?",
  },
  noInstance: {
    title: "Not run",
    advice: "No instance of the endpoint's VPC can run the test: it needs one that Systems Manager manages.",
  },
  noNames: { title: "Not run", advice: testTexts.noNames },
  notManaged: {
    title: "Not managed any more",
    advice:
      "Systems Manager does not list the instance. It is stopped, or its role or its way to the service is missing. Nothing was sent.",
  },
  offline: {
    title: "The instance is offline",
    advice:
      "Systems Manager has lost contact with it, so nothing was sent. Start the instance or its agent, or pick another one.",
  },
  terminated: {
    title: "Given up",
    advice: "Systems Manager gave the command up before it ran, so there are no results.",
  },
  undeliverable: {
    title: "The command cannot be delivered",
    advice:
      "Systems Manager found no such instance to hand the command to. It may just have been terminated.",
  },
};
