import { displayName } from "../../model/tags.ts";
import { seenValue } from "../evidence/seen.ts";
import { found, proofFrom } from "../found.ts";
import type { Rule } from "../rule.ts";
import { endpointWords } from "./endpointWords.ts";

/** A8: the service of an endpoint cannot be changed. The provider alone only sees that it has no such connection. */
export const wrongService: Rule = (facts, target) => {
  const endpoint = seenValue(facts.consumer?.endpoint);
  const parameters = { ...endpointWords(facts, target), other: endpoint?.serviceName ?? "" };
  if (endpoint !== undefined) {
    if (endpoint.serviceName === target.serviceName) return [];
    const { wrong } = proofFrom({ operation: "ec2:DescribeVpcEndpoints", resource: endpoint.id });
    return [found("A8", { parameters, proof: [wrong("VpcEndpoints[0].ServiceName", endpoint.serviceName)] })];
  }
  const connections = seenValue(facts.provider?.connections);
  if (facts.consumer !== undefined || target.endpointId === undefined || connections === undefined) return [];
  if (connections.some(({ endpointId }) => endpointId === target.endpointId)) return [];
  const asked = { operation: "ec2:DescribeVpcEndpointConnections", resource: target.endpointId } as const;
  const proof = [proofFrom(asked).wrong("VpcEndpointConnections[].VpcEndpointId", undefined)];
  return [found("A8", { certainty: "likely", parameters, proof })];
};

/** A9: AWS makes a gateway when nobody asks for an interface; only S3 and DynamoDB work through one. */
export const wrongType: Rule = (facts, target) => {
  const endpoint = seenValue(facts.consumer?.endpoint);
  if (endpoint?.type !== "Gateway") return [];
  if (seenValue(facts.consumer?.offered)?.types.includes("Gateway")) return [];
  const { wrong, asSet } = proofFrom({ operation: "ec2:DescribeVpcEndpoints", resource: endpoint.id });
  return [
    found("A9", {
      parameters: { ...endpointWords(facts, target), endpoint: displayName(endpoint), type: endpoint.type },
      proof: [
        wrong("VpcEndpoints[0].VpcEndpointType", endpoint.type),
        asSet("VpcEndpoints[0].NetworkInterfaceIds", endpoint.networkInterfaceIds.join(", ")),
      ],
    }),
  ];
};
