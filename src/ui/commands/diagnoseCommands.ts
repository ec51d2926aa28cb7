import type { Session } from "../../app/session.ts";
import { connectionNode } from "../../core/inventory/connections.ts";
import type { ConnectionNode, EndpointNode, Node, ServiceTarget } from "../../core/inventory/node.ts";
import { readSnapshots } from "../../core/inventory/state.ts";
import { known } from "../../core/model/snapshot.ts";
import { displayName } from "../../core/model/tags.ts";
import { messages } from "../../text/messages.ts";
import { nodeLabel } from "../../text/nodes.ts";
import type { Diagnoses, Subject } from "../panels/diagnoses.ts";
import type { Commands } from "./commands.ts";
import { endpointNodes, pick, targetService } from "./targetCommands.ts";

/** Why does it not work, and how does it hang together: asked of a row, or by Quick Pick. */
export function diagnoseCommands(session: Session, diagnoses: Diagnoses): Commands {
  const endpoint = async (node?: Node) => {
    const row = isEndpoint(node) ? node : await pickEndpoint(session);
    return row && endpointSubject(row);
  };
  const service = async (node?: Node) => {
    const target = await targetService(session, node);
    return target && serviceSubject(target);
  };
  return {
    "endpoint.diagnose": async (node) => {
      const subject = await endpoint(node);
      if (subject !== undefined) diagnoses.open(subject);
    },
    "service.diagnose": async (node) => {
      const subject = await service(node);
      if (subject !== undefined) diagnoses.open(subject);
    },
    "audit.run": async () => diagnoses.openAudit(),
    "topology.show": async (node) => {
      const subject = node?.kind === "service" ? await service(node) : await endpoint(node);
      if (subject !== undefined) diagnoses.openTopology(subject);
    },
  };
}

type EndpointRow = EndpointNode | ConnectionNode;

function isEndpoint(node: Node | undefined): node is EndpointRow {
  return node?.kind === "endpoint" || (node?.kind === "connection" && node.service !== undefined);
}

function endpointSubject(row: EndpointRow): Subject | undefined {
  if (row.kind === "endpoint") {
    const { id, serviceName } = row.endpoint;
    const question = { target: { serviceName, endpointId: id }, consumer: row.scope };
    return { question, name: displayName(row.endpoint) };
  }
  const { connection, scope, service } = row;
  if (service === undefined) return undefined;
  const target = { serviceName: service.name, endpointId: connection.endpointId };
  return { question: { target, provider: scope }, name: nodeLabel(row) };
}

function serviceSubject({ scope, service }: ServiceTarget): Subject {
  return { question: { target: { serviceName: service.name }, provider: scope }, name: displayName(service) };
}

/** Endpoints that are open here, and those of other accounts that open services are connected to. */
async function pickEndpoint(session: Session): Promise<EndpointRow | undefined> {
  const own = endpointNodes(session).filter(({ endpoint }) => endpoint.type === "Interface");
  const ids = new Set(own.map(({ endpoint }) => endpoint.id));
  const { state } = session.inventory;
  const others = readSnapshots(state)
    .flatMap((snapshot) =>
      known(snapshot.connections).map((connection) => connectionNode(state, snapshot, connection, "request")),
    )
    .filter(({ connection, service }) => service !== undefined && !ids.has(connection.endpointId));
  return pick<EndpointRow>([...own, ...others], messages.pickEndpoint, messages.noEndpoints);
}
