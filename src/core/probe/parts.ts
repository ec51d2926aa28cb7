import type { ProbeName, ProbeRequest } from "./request.ts";

/** An attempt that a request stands for, before it is made. Attempts are numbered in their order. */
export interface PlannedAttempt {
  readonly kind: "name" | "interface";
  readonly host: string;
  readonly nameKind: ProbeName["kind"];
  readonly zoneName?: string;
  readonly zoneId?: string;
  readonly interfaceId?: string;
  readonly ip?: string;
}

/** An endpoint has one interface and one name per zone, and few more; this only bounds the script and its output. */
const maximumAttempts = 16;

/** Every name, and then the first name's request at each interface. */
export function plannedAttempts({ names, interfaces }: ProbeRequest): readonly PlannedAttempt[] {
  const [first] = names;
  if (first === undefined) return [];
  const byName = names.map(
    ({ kind, ...name }): PlannedAttempt => ({ kind: "name", nameKind: kind, ...name }),
  );
  const byInterface = interfaces
    .filter(({ ip }) => ip !== "")
    .map(({ id, ip, zoneName, zoneId }): PlannedAttempt => {
      const place = { zoneName, ...(zoneId === undefined ? {} : { zoneId }), interfaceId: id, ip };
      return { kind: "interface", nameKind: first.kind, host: first.host, ...place };
    });
  return [...byName, ...byInterface].slice(0, maximumAttempts);
}

/** The certificate is looked at once more, without judging it: curl does not show one that it does not trust. */
export const certificatePart = "certificate";

/** A line that frames what an attempt leaves, so that a cut-off output is noticed. The token makes it unguessable. */
export function marker(
  token: string,
  attempt: number | typeof certificatePart,
  part: "begin" | "metrics" | "verbose" | "body" | "end" | "system" | "vpc" | "looked",
): string {
  return `=${token}:${attempt}:${part}=`;
}

/** How many bytes of its two files an attempt may send back. */
export interface Share {
  readonly verbose: number;
  readonly body: number;
}

export interface Shares {
  readonly attempts: readonly Share[];
  /** Of what curl says about the certificate. */
  readonly certificate: number;
}

/** Systems Manager keeps 24,000 characters of standard output. A character is at least one byte. */
const outputBytes = 23_000;
/** What frames and measures one attempt: markers, numbers, an IPv6 address. */
const frameBytes = 420;
/** What two resolvers say of a name. It comes last, so that a resolver with more to say only cuts off itself. */
const lookUpBytes = 450;
const kibibyte = 1024;

/**
 * Shares Systems Manager's output among the attempts. The first one gets most, because what the others have to say is
 * much the same.
 */
export function outputShares({ scheme, names }: ProbeRequest, attempts: number): Shares {
  const forCertificate = scheme === "https" ? 2 : 0;
  const free = outputBytes - (attempts + 1) * frameBytes - names.length * lookUpBytes;
  const unit = Math.floor(free / (attempts + 2 + forCertificate));
  const shares = Array.from({ length: attempts }, (_, index) => {
    const whole = index === 0 ? 3 * unit : unit;
    const body = Math.min(kibibyte, Math.floor(whole / 3));
    return { body, verbose: whole - body };
  });
  return { attempts: shares, certificate: forCertificate * unit };
}
