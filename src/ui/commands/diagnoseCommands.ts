import type { Question } from "../../app/collectEvidence.ts";
import type { Session } from "../../app/session.ts";
import { connectionNode } from "../../core/inventory/connections.ts";
import type { ConnectionNode, EndpointNode, Node, ServiceTarget } from "../../core/inventory/node.ts";
import { readSnapshots } from "../../core/inventory/state.ts";
import { known } from "../../core/model/snapshot.ts";
import { messages } from "../../text/messages.ts";
import type { Diagnoses } from "../panels/diagnoses.ts";
import type { Commands } from "./commands.ts";
import { endpointNodes, pick, targetService } from "./targetCommands.ts";

/** Why does it not work, and how does it hang together: asked of a row, or by Quick Pick. */
export function diagnoseCommands(session: Session, diagnoses: Diagnoses): Commands {
  const endpoint = async (node?: Node) => {
    const row = isEndpoint(node) ? node : await pickEndpoint(session);
    return row && endpointQuestion(row);
  };
  const service = async (node?: Node) => {
    const target = await targetService(session, node);
    return target && serviceQuestion(target);
  };
  return {
    "endpoint.diagnose": async (node) => {
      const question = await endpoint(node);
      if (question !== undefined) diagnoses.open(question);
    },
    "service.diagnose": async (node) => {
      const question = await service(node);
      if (question !== undefined) diagnoses.open(question);
    },
    "topology.show": async (node) => {
      const question = node?.kind === "service" ? await service(node) : await endpoint(node);
      if (question !== undefined) diagnoses.openTopology(question);
    },
  };
}

type EndpointRow = EndpointNode | ConnectionNode;

function isEndpoint(node: Node | undefined): node is EndpointRow {
  return node?.kind === "endpoint" || (node?.kind === "connection" && node.service !== undefined);
}

function endpointQuestion(row: EndpointRow): Question | undefined {
  if (row.kind === "endpoint") {
    const { id, serviceName } = row.endpoint;
    return { target: { serviceName, endpointId: id }, consumer: row.scope };
  }
  const { connection, scope, service } = row;
  if (service === undefined) return undefined;
  return {
    target: { serviceName: service.name, endpointId: connection.endpointId },
    provider: scope,
  };
}

function serviceQuestion({ scope, service }: ServiceTarget): Question {
  return { target: { serviceName: service.name }, provider: scope };
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
