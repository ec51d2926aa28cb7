import {
  AcceptVpcEndpointConnectionsCommand,
  RejectVpcEndpointConnectionsCommand,
  type UnsuccessfulItem,
} from "@aws-sdk/client-ec2";
import type { AwsConnections, Unsuccessful } from "../app/aws.ts";
import type { Attempt } from "./attempt.ts";
import type { Clients } from "./clients.ts";
import { classify } from "./errors.ts";

/** Accept and reject. AWS answers 200 also when it acted on none of the items; the answer's list tells. */
export function connectionCalls(clients: Clients, attempt: Attempt): AwsConnections {
  return {
    async accept(scope, serviceId, endpointIds, abortSignal) {
      const client = await clients.ec2(scope);
      const command = new AcceptVpcEndpointConnectionsCommand({
        ServiceId: serviceId,
        VpcEndpointIds: [...endpointIds],
      });
      const answer = await attempt(scope, "ec2:AcceptVpcEndpointConnections", () =>
        client.send(command, { abortSignal }),
      );
      return toUnsuccessful(answer.Unsuccessful);
    },

    async reject(scope, serviceId, endpointIds, abortSignal) {
      const client = await clients.ec2(scope);
      const command = new RejectVpcEndpointConnectionsCommand({
        ServiceId: serviceId,
        VpcEndpointIds: [...endpointIds],
      });
      const answer = await attempt(scope, "ec2:RejectVpcEndpointConnections", () =>
        client.send(command, { abortSignal }),
      );
      return toUnsuccessful(answer.Unsuccessful);
    },
  };
}

export function toUnsuccessful(items: readonly UnsuccessfulItem[] | undefined): readonly Unsuccessful[] {
  return (items ?? []).map(({ ResourceId = "", Error: error }) => ({
    id: ResourceId,
    meaning: classify(error?.Code, error?.Message ?? ""),
    code: error?.Code ?? "",
    message: error?.Message ?? "",
  }));
}
