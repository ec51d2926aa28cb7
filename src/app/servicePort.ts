import { readSnapshots } from "../core/inventory/state.ts";
import type { VpcEndpoint } from "../core/model/endpoint.ts";
import { known } from "../core/model/snapshot.ts";
import type { Aws } from "./aws.ts";
import type { Session } from "./session.ts";

/** The first port that an endpoint's service listens on. Only the service's owner can see it, if one of its scopes is open. */
export async function servicePort(
  session: Session,
  aws: Aws,
  endpoint: VpcEndpoint,
  signal: AbortSignal,
): Promise<number | undefined> {
  for (const { scope, services } of readSnapshots(session.inventory.state)) {
    const service = known(services).find(({ name }) => name === endpoint.serviceName);
    if (service === undefined) continue;
    // A convenience: who may not read the listeners types the port.
    const [port] = await aws.listenerPorts(scope, service, signal).catch(() => []);
    if (port !== undefined) return port;
  }
  return undefined;
}
