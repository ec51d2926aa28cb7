import type { EndpointState } from "../core/model/states.ts";
import type { Reading } from "../core/probe/reading.ts";
import type { AttemptOutcome, ProbeAttempt } from "../core/probe/report.ts";

/** What keeps an attempt from passing, as the end of a sentence. */
export function failureFragment(outcome: AttemptOutcome, port: number): string {
  switch (outcome.code) {
    case "passed":
    case "connected":
      return `port ${port} answers`;
    case "timedOut":
      return timeouts[outcome.waitedFor](port);
    case "httpError":
      return `the application answers with status ${outcome.httpStatus}`;
    case "otherStatus":
      return `the application answers with status ${outcome.httpStatus} instead of ${outcome.expected}`;
    case "textMissing":
      return "the answer lacks the expected text";
    case "refused":
      return `the connection on port ${port} is refused`;
    case "unreachable":
      return "the instance has no route to the endpoint";
    case "unknownName":
      return "the name does not resolve";
    case "emptyReply":
    case "reset":
      return `the connection on port ${port} is cut before an answer`;
    case "cutShort":
      return "the answer breaks off";
    case "tlsFailed":
      return `port ${port} does not speak TLS with curl`;
    case "wrongName":
      return "the certificate is for another name";
    case "untrusted":
      return outcome.reason === "expired" ? "the certificate has expired" : "the certificate is not trusted";
    case "notHttp":
      return `what answers on port ${port} does not speak HTTP`;
    case "noCurl":
      return "the instance cannot run curl";
    case "noResult":
      return "the output was cut off";
    case "otherFailure":
      return `curl ends with exit code ${outcome.exitCode}`;
  }
}

const timeouts: Record<Extract<AttemptOutcome, { code: "timedOut" }>["waitedFor"], (port: number) => string> =
  {
    dns: () => "the resolver does not answer",
    connect: (port) => `nothing answers on port ${port}`,
    tls: (port) => `port ${port} connects, but TLS is not answered`,
    answer: (port) => `port ${port} connects, but no answer comes`,
  };

/** Whether the way to the application works, so that the fault is its own or the request's. */
export function isConnected({ code }: AttemptOutcome): boolean {
  return connected.includes(code);
}

const connected: readonly AttemptOutcome["code"][] = [
  "httpError",
  "notHttp",
  "otherStatus",
  "textMissing",
  "untrusted",
  "wrongName",
];

/** What an outcome says about where the fault is. */
export function outcomeMeaning(
  outcome: AttemptOutcome,
  state: EndpointState,
  reading?: Pick<Reading, "timings">,
): string {
  switch (outcome.code) {
    case "passed":
    case "connected":
      return "Traffic flows from this VPC through the endpoint and the load balancer to the application.";
    case "timedOut":
      return timeoutMeaning(outcome.waitedFor, state, reading);
    case "httpError":
      return "The whole path works. What the application answers is up to the application.";
    case "otherStatus":
    case "textMissing":
      return "The whole path works. The answer is not the expected one: another application, another path, or another state of it.";
    case "refused":
      return "Packets arrive and are turned away (curl exit 7): nothing listens on the target's port.";
    case "unreachable":
      return "The instance's own network has no way there (curl exit 7): its route table, or IPv6 without a route.";
    case "unknownName":
      return "DNS has no such name (curl exit 6): the endpoint is deleted, or a private name is not turned on in this VPC.";
    case "emptyReply":
      return "The connection was made and closed without a byte (curl exit 52): the application has just stopped, or it expects TLS or the proxy protocol.";
    case "reset":
      return "The connection was made and then cut (curl exit 55 or 56): the target has just stopped, the connection was idle too long, or the application expects another protocol.";
    case "cutShort":
      return "The application closed the connection before it had sent all that it had announced (curl exit 18).";
    case "tlsFailed":
      return "The connection is made, but the TLS handshake fails (curl exit 35): the port speaks plain HTTP, or no TLS version that both know. Try http.";
    case "wrongName":
      return "The way works, but the certificate has another name than the one that was asked for (curl exit 60, or 51 before curl 7.62): mostly the provider's own, and not the endpoint's. Ask by that name, and lead the request to the endpoint.";
    case "untrusted":
      return untrustedMeanings[outcome.reason];
    case "notHttp":
      return "Something listens there that is not a web server, such as a database. Test it with tcp.";
    case "noCurl":
      return "Install curl on the instance, or pick another instance.";
    case "noResult":
      return "Systems Manager returned only part of the output. Run the test again.";
    case "otherFailure":
      return "curl's own words below say more.";
  }
}

const untrustedMeanings: Record<Extract<AttemptOutcome, { code: "untrusted" }>["reason"], string> = {
  authority:
    "The way works, but the instance trusts no authority that has signed the certificate (curl exit 60, or 51 before curl 7.62): it is self-signed, or a private authority's that the instance does not know.",
  expired:
    "The way works, but the certificate is past its date (curl exit 60, or 51 before curl 7.62). The provider has to renew it.",
  other:
    "The way works, but curl does not take the certificate (curl exit 60, or 51 before curl 7.62). Its own words below say why.",
};

function timeoutMeaning(
  waitedFor: Extract<AttemptOutcome, { code: "timedOut" }>["waitedFor"],
  state: EndpointState,
  reading: Pick<Reading, "timings"> | undefined,
): string {
  if (waitedFor === "dns") {
    return "No resolver answered in time (curl exit 28): the VPC's own one is turned off, or the VPC uses others that cannot be reached.";
  }
  if (waitedFor === "tls") {
    return "TCP connects, then the TLS handshake is never answered (curl exit 28): the application hangs, or large packets get lost on the way.";
  }
  if (waitedFor === "answer") {
    return "TCP connects, then no answer comes in time (curl exit 28): the application is slow or hangs, or it waits for something else than HTTP.";
  }
  if (state === "pendingAcceptance") {
    return "The provider has not accepted this endpoint yet, so nothing gets through (curl exit 28).";
  }
  if (state === "rejected") {
    return "The provider has rejected this endpoint, so nothing gets through (curl exit 28).";
  }
  const resolves = reading === undefined || reading.timings.dns > 0 ? "The name resolves, then " : "";
  const times = `${resolves}TCP times out (curl exit 28)`;
  return `${times.charAt(0).toUpperCase()}${times.slice(1)}. So the fault is after DNS: a security group is closed, no listener has this port, or no target answers.`;
}

/** One attempt's result in a table: a word or two, and curl's exit code. */
export function outcomeWords(outcome: AttemptOutcome, { exitCode }: Pick<Reading, "exitCode">): string {
  const words = wordsOf(outcome);
  const isFault = exitCode !== undefined && exitCode !== 0 && outcome.code !== "connected";
  return isFault ? `${words} (${exitCode})` : words;
}

function wordsOf(outcome: AttemptOutcome): string {
  switch (outcome.code) {
    case "passed":
    case "httpError":
    case "otherStatus":
      return String(outcome.httpStatus);
    case "textMissing":
      return `${outcome.httpStatus}, other text`;
    case "timedOut":
      return outcome.waitedFor === "dns" ? "No resolver" : "Timed out";
    case "untrusted":
      return outcome.reason === "expired" ? "Expired" : "Not trusted";
    case "otherFailure":
      return "Failed";
    default:
      return words[outcome.code];
  }
}

const words = {
  connected: "Connects",
  cutShort: "Broken off",
  emptyReply: "Empty reply",
  noCurl: "No curl",
  noResult: "No result",
  notHttp: "Not HTTP",
  refused: "Refused",
  reset: "Reset",
  tlsFailed: "No TLS",
  unknownName: "No such name",
  unreachable: "No route",
  wrongName: "Other name",
} satisfies Partial<Record<AttemptOutcome["code"], string>>;

/** What an attempt goes to: `Regional`, `Zonal use1-az1`, `hello.example.com`, `use1-az1`. */
export function attemptLabel({ kind, nameKind, host, zoneId, zoneName }: ProbeAttempt): string {
  const zone = zoneId ?? zoneName ?? "";
  if (kind === "interface") return zone;
  return { private: host, regional: "Regional", zonal: `Zonal ${zone}` }[nameKind];
}

/** The same where no heading says what kind of attempt it is. */
export function attemptPlace({ kind, nameKind, host, zoneId, zoneName }: ProbeAttempt): string {
  const zone = zoneId ?? zoneName ?? "";
  if (kind === "interface") return `interface in ${zone}`;
  return { private: host, regional: "regional name", zonal: `zonal name of ${zone}` }[nameKind];
}

/** What else tells an attempt apart. */
export function attemptHint(attempt: ProbeAttempt): string {
  const { kind, nameKind, zoneId, zoneName = "", ip = "", interfaceId = "", reading } = attempt;
  const led = attempt.addresses?.system?.join(", ") ?? reading.remoteAddress;
  const zone = zoneId === undefined ? "" : zoneName;
  const parts =
    kind === "interface"
      ? [zone, ip, interfaceId]
      : [zone, nameKind === "private" ? "private name" : "", led];
  return parts.filter((part) => part !== "").join(" · ");
}

/** Exit codes of curl that a test can meet. Source: https://curl.se/libcurl/c/libcurl-errors.html */
const exits: Readonly<Record<number, string>> = {
  0: "curl got an answer",
  1: "curl does not speak what answered, or was built without this protocol",
  2: "curl does not know one of the options: it is very old",
  3: "the URL is malformed",
  5: "the proxy's name does not resolve",
  6: "the name does not resolve",
  7: "no connection could be made",
  8: "the answer is not HTTP",
  16: "HTTP/2 failed",
  18: "the answer was cut short",
  22: "the answer's status is an error",
  23: "the answer could not be written to the instance's disk",
  27: "the instance is out of memory",
  28: "the time limit was reached",
  35: "the TLS handshake failed",
  47: "too many redirects",
  51: "the certificate is for another name",
  52: "the server closed the connection without an answer",
  55: "the connection was cut while curl was sending",
  56: "the connection was cut while curl was receiving",
  58: "the client certificate could not be used",
  59: "no TLS cipher could be agreed on",
  60: "the certificate could not be verified",
  63: "the answer is larger than allowed",
  77: "the instance's list of certificate authorities cannot be read",
  92: "an HTTP/2 stream failed",
};

export function exitSentence(exitCode: number | undefined): string {
  if (exitCode === undefined) return "curl told no exit code.";
  return `curl's exit code ${exitCode}: ${exits[exitCode] ?? "see curl's manual"}.`;
}
