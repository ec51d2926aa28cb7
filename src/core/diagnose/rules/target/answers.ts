import type { AttemptOutcome, ProbeReport } from "../../../probe/report.ts";
import { causeOf } from "../../catalogue/catalogue.ts";
import type { CauseId } from "../../cause.ts";
import type { DiagnosisTarget, Evidence } from "../../evidence/evidence.ts";
import type { Finding, Parameters } from "../../finding.ts";
import { textFix } from "../../fixes.ts";
import { found, proofFrom } from "../../found.ts";
import type { Rule } from "../../rule.ts";
import { behindService } from "../behind.ts";

/*
 * What only the last test has seen: the way is open, and something answers, but not what the client asked for. No field
 * of AWS's tells what an application says, so none of this is proved.
 */

/** E15: the certificate is for other names than the one that was used. */
export const certificateName: Rule = (_facts, _target, test) =>
  answered(test, "E15", "useItsName", ({ code }) => code === "wrongName", {
    subject: test?.certificate?.subject ?? "",
  });

/** E16: TLS to a port that has none, or plain HTTP to a port that wants TLS. */
export const otherScheme: Rule = (facts, target, test) => {
  const scheme = test?.request.scheme;
  if (test === undefined || scheme === undefined || scheme === "tcp") return [];
  const tls = listensForTls(facts, target);
  const wrong = ({ code }: AttemptOutcome) => {
    if (scheme === "https") return code === "tlsFailed" && tls !== true;
    // Without a listener to tell, an application that hangs up is as good an explanation.
    return tls === true && ["emptyReply", "reset", "notHttp", "httpError"].includes(code);
  };
  return answered(test, "E16", "otherScheme", wrong, { scheme });
};

function listensForTls(facts: Evidence, target: DiagnosisTarget): boolean | undefined {
  const listeners = behindService(facts, target).flatMap((behind) => behind.listeners);
  return listeners.length === 0 ? undefined : listeners.every(({ protocol }) => protocol === "TLS");
}

/** E17: the application knows its site by another name, or not that path. */
export const otherHost: Rule = (_facts, _target, test) =>
  answered(test, "E17", "sendItsHost", (outcome) => {
    const status = statusOf(outcome);
    return status === 404 || status === 421;
  });

/** E18: the application itself has failed. */
export const applicationError: Rule = (_facts, _target, test) =>
  answered(test, "E18", "lookAtApplication", (outcome) => statusOf(outcome) >= 500);

function statusOf(outcome: AttemptOutcome): number {
  return outcome.code === "httpError" || outcome.code === "otherStatus" ? outcome.httpStatus : 0;
}

function answered(
  test: ProbeReport | undefined,
  cause: CauseId,
  fix: string,
  isMeant: (outcome: AttemptOutcome) => boolean,
  parameters: Parameters = {},
): readonly Finding[] {
  const attempts = (test?.attempts ?? []).filter(({ outcome }) => isMeant(outcome));
  const [first] = attempts;
  if (test === undefined || first === undefined) return [];
  const { host, outcome, reading } = first;
  const proof = proofFrom({ operation: "ssm:GetCommandInvocation", resource: test.instanceId });
  const field = "StandardOutputContent";
  return [
    found(cause, {
      severity: attempts.length === test.attempts.length ? "broken" : "degraded",
      parameters: {
        host,
        port: test.request.port,
        path: test.request.path,
        status: statusOf(outcome),
        ...parameters,
      },
      proof: [
        ...(reading.exitCode === undefined
          ? []
          : [proof.asSet(`${field}: curl's exit code`, reading.exitCode)]),
        ...(reading.httpStatus === 0 ? [] : [proof.wrong(`${field}: HTTP status`, reading.httpStatus)]),
      ],
      fixes: [textFix(causeOf(cause).side, fix)],
    }),
  ];
}
