import type { EndpointState } from "../../model/states.ts";
import type { DiagnosisTarget, Evidence } from "../evidence/evidence.ts";
import { seenValue } from "../evidence/seen.ts";
import type { Proof } from "../finding.ts";
import { proofFrom } from "../found.ts";

/** The state of the diagnosed endpoint, as one of the sides sees it. */
export interface SeenState {
  readonly state: EndpointState;
  /** Epoch milliseconds. */
  readonly createdAt?: number;
  /** The consumer's account, where the provider sees it. */
  readonly owner?: string;
  readonly proof: Proof;
}

/** The consumer's answer is the newer one: the provider sees changes of state a moment later. */
export function seenState(facts: Evidence, target: DiagnosisTarget): SeenState | undefined {
  return asConsumer(facts) ?? asProvider(facts, target);
}

function asConsumer({ consumer }: Evidence): SeenState | undefined {
  const endpoint = seenValue(consumer?.endpoint);
  if (endpoint === undefined) return undefined;
  const { id, state, createdAt } = endpoint;
  const { wrong } = proofFrom({ operation: "ec2:DescribeVpcEndpoints", resource: id });
  return {
    state,
    proof: wrong("VpcEndpoints[0].State", state),
    ...(createdAt === undefined ? {} : { createdAt }),
  };
}

function asProvider({ provider }: Evidence, { endpointId }: DiagnosisTarget): SeenState | undefined {
  const connections = seenValue(provider?.connections) ?? [];
  const index = connections.findIndex((each) => each.endpointId === endpointId);
  const connection = connections[index];
  if (connection === undefined) return undefined;
  const { state, createdAt, owner } = connection;
  const asked = { operation: "ec2:DescribeVpcEndpointConnections", resource: connection.endpointId } as const;
  return {
    state,
    owner,
    proof: proofFrom(asked).wrong(`VpcEndpointConnections[${index}].VpcEndpointState`, state),
    ...(createdAt === undefined ? {} : { createdAt }),
  };
}
