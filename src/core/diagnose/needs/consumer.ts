import type { CauseOf } from "../cause.ts";
import type { Needs, Part } from "./part.ts";

const endpoint: readonly Part[] = ["consumer.endpoint"];
const connection: readonly Part[] = ["provider.connections"];
const eitherSide: Needs = [endpoint, connection];

/** The way from the client to the endpoint's interfaces. */
const way: readonly Part[] = ["consumer.endpoint", "consumer.interfaces", "consumer.client"];
const throughLists: Needs = [[...way, "consumer.network.networkAcls", "port"]];
const throughGroups: Needs = [
  [
    "consumer.endpoint",
    "consumer.interfaces",
    "consumer.network.securityGroups",
    "port",
    "endpointFromClient",
  ],
];
const routes: Needs = [[...way, "consumer.network.routeTables"]];
const privateName: readonly Part[] = ["consumer.endpoint", "consumer.offered"];

/** Whether a test could run on the client. */
const managed: readonly Part[] = ["consumer.client", "consumer.managed"];
const toSystemsManager: readonly Part[] = [
  ...managed,
  "consumer.network.routeTables",
  "consumer.endpointsOfVpc",
];

/** What the rules of families A, B, C and G are judged by. */
export const consumerNeeds: Readonly<Partial<Record<CauseOf<"A" | "B" | "C" | "G">, Needs>>> = {
  A1: eitherSide,
  A2: eitherSide,
  A3: eitherSide,
  A4: eitherSide,
  A5: eitherSide,
  A6: eitherSide,
  A7: eitherSide,
  A8: [endpoint],
  A9: [endpoint],
  A10: [["provider.service"]],
  A11: [["provider.principals", "provider.connections"]],
  B1: throughGroups,
  B2: throughGroups,
  B3: [[...way, "consumer.network.securityGroups", "port", "clientToEndpoint"]],
  B4: throughLists,
  B5: throughLists,
  B6: throughLists,
  B8: routes,
  B9: throughGroups,
  B10: [["consumer.endpoint", "consumer.interfaces"]],
  B11: [endpoint],
  B14: [["consumer.endpoint", "consumer.network.subnets"]],
  B15: [privateName],
  B18: routes,
  C1: [endpoint],
  C2: [privateName],
  C3: [["consumer.dns"]],
  C4: [[...privateName, "consumer.dns"]],
  C5: [["consumer.offered"], ["provider.service"]],
  C7: [[...privateName, "consumer.endpointsOfVpc"]],
  C8: [["consumer.nameServers"]],
  C11: [["consumer.interfaces", "test"]],
  C12: [["consumer.endpoint", "consumer.network.subnets"]],
  G1: [["provider.principals", "consumer.offered"]],
  G2: [["provider.principals", "consumer.offered"]],
  G4: [["consumer.offered"]],
  G6: [["provider.service", "consumer.offered"]],
  G9: [managed],
  G10: [managed],
  G11: [[...managed, "consumer.clientRole"]],
  G12: [toSystemsManager],
  G13: [[...toSystemsManager, "consumer.network.securityGroups"]],
  G14: [managed],
  G15: [["consumer.client"]],
};
