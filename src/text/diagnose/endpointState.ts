import type { Parameters } from "../../core/diagnose/finding.ts";
import type { FamilyTexts } from "./causeText.ts";

const recreate = ({ endpoint }: Parameters) =>
  `Delete endpoint ${endpoint} and make a new endpoint like it, with new DNS names and addresses, also where addresses were chosen; private DNS stays off`;

const who = (account: string | number | undefined, otherwise: string) =>
  account === undefined || account === "" ? otherwise : `${otherwise} (${account})`;

const inactive: Readonly<Record<string, string>> = {
  deleted: "does not exist any more",
  deleting: "is being deleted",
  failed: "has failed",
  empty: "has no load balancer",
};

/** The endpoint's state, and whether it is the right endpoint. */
export const endpointStateTexts: FamilyTexts<"A"> = {
  A1: {
    name: "Endpoint waits for acceptance",
    title: ({ endpoint, provider }) =>
      `Endpoint ${endpoint} waits until ${who(provider, "the provider")} accepts it`,
    meaning:
      "The service's owner has to accept every new connection. Until then the endpoint has names and addresses already, but nothing gets through: clients time out.",
    advice: ({ provider, consumer }) =>
      `${who(provider, "The provider")} accepts the request of account ${consumer}: in Requests here, or in the AWS console under the service's endpoint connections. AWS lets requests expire in the end.`,
    fixes: { accept: ({ endpoint }) => `Accept endpoint ${endpoint}` },
  },
  A2: {
    name: "Endpoint was rejected",
    title: ({ endpoint, provider }) =>
      `Endpoint ${endpoint} was rejected by ${who(provider, "the provider")}`,
    meaning:
      "The service's owner has rejected the connection, so clients time out. AWS gives no reason, and bills the endpoint until it is deleted.",
    advice: () =>
      "Ask the provider why. They can try to accept it again, which AWS does not promise to work; a new endpoint makes a new request.",
    fixes: { acceptAgain: ({ endpoint }) => `Accept endpoint ${endpoint} after all`, recreate },
  },
  A3: {
    name: "Request has expired",
    title: ({ endpoint }) => `Nobody accepted endpoint ${endpoint} in time`,
    meaning:
      "The request to connect was not answered, and AWS has closed it. Clients time out, and the endpoint is billed until it is deleted.",
    advice: () =>
      "Tell the provider that a request is coming, then delete the endpoint and connect again. The new one has other DNS names.",
    fixes: { recreate },
  },
  A4: {
    name: "Endpoint has failed",
    title: ({ endpoint, reason }) =>
      reason === "" ? `Endpoint ${endpoint} has failed` : `Endpoint ${endpoint} has failed: ${reason}`,
    meaning:
      "AWS could not make the endpoint and does not try again, so its names lead nowhere. It is billed until it is deleted.",
    advice: () =>
      "Remove what AWS names as the reason, then delete the endpoint and connect again. Without a reason, ask AWS Support with its id.",
  },
  A5: {
    name: "Endpoint is not ready yet",
    title: ({ endpoint }) => `Endpoint ${endpoint} is being made or changed`,
    meaning:
      "AWS takes up to five minutes for it. Until then names may be unknown and connections may time out.",
    advice: () =>
      "Wait, then diagnose again. When it takes longer than a quarter of an hour, something is stuck.",
  },
  A6: {
    name: "Endpoint is stuck",
    title: ({ endpoint }) => `Endpoint ${endpoint} seems stuck: it is old, and still pending`,
    meaning:
      "An endpoint is made or changed within minutes. AWS does not say since when this one is pending, so it may also have been changed just now.",
    advice: () =>
      "Diagnose again in a few minutes. When it is still pending, delete it and connect again, or ask AWS Support with its id.",
  },
  A7: {
    name: "Endpoint was deleted",
    title: ({ endpoint }) => `Endpoint ${endpoint} is gone or going`,
    meaning:
      "The endpoint was deleted, and its DNS names and addresses with it: clients do not find the name.",
    advice: ({ service }) =>
      `Connect to ${service} again and give clients the new DNS name; AWS does not bring the old one back. If it was not meant to go, ask who deletes endpoints in the consumer's account.`,
  },
  A8: {
    name: "Endpoint belongs to another service",
    title: ({ endpoint, other, service }) =>
      other === ""
        ? `Service ${service} has no connection with endpoint ${endpoint}`
        : `Endpoint ${endpoint} leads to ${other}`,
    meaning:
      "The endpoint is not one of the service that was asked about, so clients time out there or get somebody else's answers.",
    advice: ({ service }) =>
      `Use an endpoint of ${service}, or make one: AWS cannot change the service of an endpoint. If the provider alone sees this, the id may be mistyped, or the endpoint deleted.`,
  },
  A9: {
    name: "Endpoint has the wrong type",
    title: ({ endpoint, type }) =>
      `Endpoint ${endpoint} is of the type ${type}, which this service does not have`,
    meaning:
      "AWS makes a gateway when nobody asks for an interface. A gateway has no addresses and no names, so there is nothing to connect to.",
    advice: () => "Delete it, which costs nothing, and connect again with an interface endpoint.",
  },
  A10: {
    name: "Service is gone, or leads nowhere",
    title: ({ service, state }) => `Service ${service} ${inactive[String(state)] ?? "is not available"}`,
    meaning:
      "The service behind the endpoint is not there any more, or has nothing to send connections to. Clients time out.",
    advice: ({ state }) =>
      state === "empty"
        ? "The provider gives the service a load balancer again."
        : "The provider publishes the service anew. It gets another name, so every consumer has to connect again.",
  },
  A11: {
    name: "Consumer is not allowed any more",
    title: ({ account, service }) =>
      `Account ${account} is not among the principals of service ${service} any more`,
    meaning:
      "The connection that exists goes on working, because AWS cuts none when a principal is removed. New endpoints are refused, and AWS says that the service does not exist.",
    advice: ({ account }) =>
      `The provider allows account ${account} again, or rejects the connection if it is not wanted.`,
    fixes: { addPrincipal: ({ account }) => `Allow account ${account} again` },
  },
};
