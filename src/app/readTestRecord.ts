import {
  type Guard,
  hasShape,
  isAbsentOr,
  isFlag,
  isNumber,
  isOneOf,
  isRecord,
  isText,
  isTextList,
  type Known,
} from "../core/plan/guards.ts";
import type { TestRecord } from "../core/probe/history.ts";
import type { AttemptOutcome, Verdict } from "../core/probe/report.ts";

/*
 * A history's file is checked before anything of it is shown: somebody else, or another version, may have written it.
 */

const outcomes: Known<AttemptOutcome["code"]> = {
  passed: true,
  connected: true,
  httpError: true,
  otherStatus: true,
  textMissing: true,
  timedOut: true,
  refused: true,
  unreachable: true,
  unknownName: true,
  emptyReply: true,
  reset: true,
  cutShort: true,
  tlsFailed: true,
  wrongName: true,
  untrusted: true,
  notHttp: true,
  noCurl: true,
  noResult: true,
  otherFailure: true,
};

const verdicts: Readonly<Record<Verdict["code"], Readonly<Record<string, Guard>>>> = {
  passed: {},
  failed: { outcome: isOutcome, same: isFlag },
  zonesBroken: { outcome: isOutcome, broken: listOf(isZone), working: listOf(isZone) },
  namesBroken: { outcome: isOutcome, hosts: isTextList },
  incomplete: { lost: isNumber },
  mixed: { outcome: isOutcome, failed: isNumber },
};

const schemes = { http: true, https: true, tcp: true } as const;
const nameKinds = { regional: true, zonal: true, private: true } as const;
const attemptKinds = { name: true, interface: true } as const;
const waits = { dns: true, connect: true, tls: true, answer: true } as const;
const reasons = { expired: true, authority: true, other: true } as const;

/** A record as a file has it; nothing when it does not have the shape of one. */
export function readTestRecord(content: unknown): TestRecord | undefined {
  return isTestRecord(content) ? content : undefined;
}

function isTestRecord(value: unknown): value is TestRecord {
  return isRecord(value) && isText(value["origin"]) && isReport(value["report"]);
}

function isReport(value: unknown): boolean {
  return (
    isRecord(value) &&
    hasShape(value, {
      id: isText,
      endpointName: isText,
      instanceId: isText,
      instanceName: isText,
      commandId: isText,
      startedAt: isNumber,
      durationMs: isNumber,
      endpointState: isText,
      scope: shape({ profile: isText, region: isText, account: isText, alias: isAbsentOr(isText) }),
      request: shape({
        endpointId: isText,
        scheme: known(schemes),
        port: isNumber,
        path: isText,
        ownName: isAbsentOr(isText),
        names: listOf(shape({ kind: known(nameKinds), host: isText, ...zoneShape })),
        interfaces: listOf(shape({ id: isText, ip: isText, subnetId: isText, zoneName: isText })),
        expect: isAbsentOr(shape({ status: isAbsentOr(isNumber), text: isAbsentOr(isText) })),
      }),
      attempts: listOf(isAttempt),
      verdict: isVerdict,
      certificate: isAbsentOr(shape({ subject: isText, issuer: isText, expiresAt: isAbsentOr(isNumber) })),
      comparison: isAbsentOr(isComparison),
    })
  );
}

const zoneShape = { zoneName: isAbsentOr(isText), zoneId: isAbsentOr(isText) };

function isAttempt(value: unknown): boolean {
  return shape({
    kind: known(attemptKinds),
    host: isText,
    nameKind: known(nameKinds),
    ...zoneShape,
    interfaceId: isAbsentOr(isText),
    ip: isAbsentOr(isText),
    addresses: isAbsentOr(shape({ system: isAbsentOr(isTextList), vpc: isAbsentOr(isTextList) })),
    reading: shape({
      exitCode: isAbsentOr(isNumber),
      httpStatus: isNumber,
      timings: shape({
        dns: isNumber,
        connect: isNumber,
        tls: isNumber,
        firstByte: isNumber,
        total: isNumber,
      }),
      remoteAddress: isText,
      body: isText,
      size: isNumber,
      verbose: isText,
      verboseCut: isFlag,
    }),
    outcome: isOutcome,
  })(value);
}

function isOutcome(value: unknown): boolean {
  if (!isRecord(value) || !isOneOf(outcomes, value["code"])) return false;
  return hasShape(value, {
    httpStatus: isAbsentOr(isNumber),
    expected: isAbsentOr(isNumber),
    exitCode: isAbsentOr(isNumber),
    waitedFor: isAbsentOr(known(waits)),
    reason: isAbsentOr(known(reasons)),
  });
}

function isVerdict(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { code } = value;
  return isVerdictCode(code) && hasShape(value, verdicts[code]);
}

function isVerdictCode(code: unknown): code is Verdict["code"] {
  return isOneOf(verdicts, code);
}

function isComparison(value: unknown): boolean {
  return shape({
    startedAt: isNumber,
    otherRequest: isFlag,
    attempts: listOf(shape({ key: isText, totalBefore: isNumber, broken: isFlag })),
  })(value);
}

function isZone(value: unknown): boolean {
  return shape({ zoneName: isText, zoneId: isAbsentOr(isText) })(value);
}

function known(values: Readonly<Record<string, true>>): Guard {
  return (value) => isOneOf(values, value);
}

function shape(members: Readonly<Record<string, Guard>>): Guard {
  return (value) => isRecord(value) && hasShape(value, members);
}

function listOf(guard: Guard): Guard {
  return (value) => Array.isArray(value) && value.every(guard);
}
