import type { CauseId } from "../../../src/core/diagnose/cause.ts";

/** A fix of a fault: by the code that tells it from others of the same finding. */
export interface FixCase {
  readonly cause: CauseId;
  readonly code: string;
  /** A test of the connection fails before. */
  readonly breaks: boolean;
  /** No test of the sandbox shows it. */
  readonly untested?: true;
  /** What is found afterwards, because of what the fix did. */
  readonly leaves?: readonly CauseId[];
}

const broken: readonly (readonly [CauseId, string])[] = [
  ["A1", "accept"],
  ["A2", "acceptAgain"],
  ["A2", "recreate"],
  ["A3", "recreate"],
  ["B1", "openGroup"],
  ["B2", "openGroup"],
  ["B3", "openGroup"],
  ["B4", "openAcl"],
  ["B5", "openAcl"],
  ["B6", "openAcl"],
  ["B9", "openGroup"],
  ["C3", "turnOn"],
  ["D1", "createListener"],
  ["D4", "openGroup"],
  ["D4", "stopEnforcing"],
  ["D5", "openGroup"],
  ["D10", "openGroup"],
  ["D12", "giveWeight"],
  ["E2", "openGroup"],
  ["E7", "start"],
  ["E9", "forward"],
  ["E12", "noHeader"],
];

/** What the test of the endpoint's own names does not meet. */
const worthwhile: readonly (readonly [CauseId, string])[] = [
  ["A11", "addPrincipal"],
  ["B10", "addSubnet"],
  ["B11", "addSubnet"],
  ["C2", "enablePrivateDns"],
  ["C4", "turnOn"],
  ["C12", "answerIpv4"],
  ["D7", "fixZones"],
  ["D14", "acceptAutomatically"],
  ["D15", "requireAcceptance"],
  ["D15", "removeEveryone"],
  ["E6", "checkByTcp"],
  ["E10", "crossZones"],
  ["E11", "openAcl"],
  ["H1", "ipv4Only"],
  ["H1", "offerIpv6"],
  ["G15", "start"],
  ["H6", "defaultTimeout"],
];

/** Every fix that is a plan, of the faults that have one. */
export const fixCases: readonly FixCase[] = [
  ...broken.map(([cause, code]) => ({ cause, code, breaks: true })),
  ...worthwhile.map(([cause, code]) => ({ cause, code, breaks: false })),
  // A zone that the load balancer got is not offered to consumers by itself.
  { cause: "E8", code: "enableZone", breaks: true, leaves: ["D7"] },
  // A name that is verified can be used, and is not yet.
  { cause: "C5", code: "verify", breaks: false, leaves: ["C2"] },
  // Where the principal is not allowed nothing can be created.
  { cause: "G1", code: "addPrincipal", breaks: false, untested: true },
  { cause: "G2", code: "addPrincipal", breaks: false, untested: true },
  // Services of AWS carry no traffic in the sandbox, and its agents do not look again because a group was opened.
  { cause: "B15", code: "resetPolicy", breaks: false, untested: true },
  { cause: "G12", code: "makeEndpoints", breaks: false, untested: true },
  { cause: "G13", code: "openGroup", breaks: false, untested: true, leaves: ["G9"] },
];

/** Those that stand for the others where time is short: each kind of call once, and both sides. */
export const someFixCases: readonly FixCase[] = fixCases.filter(({ cause, code }) =>
  [
    "A1 accept",
    "A2 recreate",
    "B1 openGroup",
    "B4 openAcl",
    "C2 enablePrivateDns",
    "D1 createListener",
    "D4 stopEnforcing",
    "E7 start",
    "E10 crossZones",
  ].includes(`${cause} ${code}`),
);
