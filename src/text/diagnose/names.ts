import type { FamilyTexts } from "./causeText.ts";

/** DNS. */
export const namesTexts: FamilyTexts<"C"> = {
  C1: {
    name: "Name is not one of the endpoint's",
    title: ({ host, endpoint }) => `${host} is not a name of endpoint ${endpoint}`,
    meaning:
      "The name is mistyped, or belongs to an endpoint that was deleted: a new endpoint gets new names. Clients do not find it.",
    advice: ({ name }) => (name === "" ? "Use a name of the endpoint." : `Use ${name}.`),
    fixes: { useName: ({ name }) => `Use ${name}.` },
  },
  C2: {
    name: "Private DNS is off",
    title: ({ endpoint, name }) => `Endpoint ${endpoint} does not answer to ${name}`,
    meaning:
      "The service has a name of its own, but private DNS is turned off at this endpoint. In its VPC the name is not found, or leads to a public address; the endpoint's own names work.",
    advice: ({ endpoint }) => `Turn on private DNS at endpoint ${endpoint}. It takes a few minutes.`,
    fixes: { enablePrivateDns: ({ name }) => `Let ${name} lead to the endpoint` },
  },
  C3: {
    name: "VPC has no DNS",
    title: ({ vpc }) => `DNS support is turned off in VPC ${vpc}`,
    meaning:
      "Without it, Amazon's DNS server answers nobody in the VPC: clients that ask it find no name at all.",
    advice: ({ vpc }) =>
      `Turn on enableDnsSupport of VPC ${vpc}. That changes how every instance in it finds names.`,
    fixes: { turnOn: ({ vpc }) => `Turn on DNS support in VPC ${vpc}` },
  },
  C4: {
    name: "VPC has no DNS host names",
    title: ({ vpc }) => `DNS host names are turned off in VPC ${vpc}`,
    meaning:
      "Private DNS needs both DNS attributes of the VPC. Without this one the service's own name is not found, and AWS refuses to turn private DNS on; the endpoint's own names work.",
    advice: ({ vpc }) => `Turn on enableDnsHostnames of VPC ${vpc}.`,
    fixes: { turnOn: ({ vpc }) => `Turn on DNS host names in VPC ${vpc}` },
  },
  C5: {
    name: "Private name is not verified",
    title: ({ name }) => `The provider has not proved that ${name} is theirs`,
    meaning:
      "AWS lets consumers use a service's own name only after its owner has published a TXT record in public DNS. Until then private DNS cannot be turned on, and the name leads to whatever public DNS says.",
    advice: ({ record, value }) =>
      record === ""
        ? "Ask the provider to verify the domain of the service's private name."
        : `The provider publishes a TXT record ${record} with the value ${value}, then lets AWS look again.`,
    fixes: {
      verify: ({ name }) => `Let AWS verify ${name}`,
      addRecord: ({ record, value }) => `Publish ${record} TXT "${value}" in public DNS first.`,
    },
  },
  C6: {
    name: "TXT record is wrong",
    meaning: "The record that proves the domain has another name or value than AWS looks for; case counts.",
    advice: () => "Compare the record in public DNS with the one that AWS wants, letter by letter.",
  },
  C7: {
    name: "Private name is taken in the VPC",
    title: ({ name, other }) => `${name} leads to endpoint ${other} in this VPC already`,
    meaning: "In one VPC only one endpoint can answer to a private name, so AWS refuses it for this one.",
    advice: ({ other, endpoint }) =>
      `Turn private DNS off at ${other}, then on at ${endpoint}; or let clients use ${other}.`,
  },
  C8: {
    name: "VPC uses its own DNS servers",
    title: ({ vpc, servers }) => `Instances in VPC ${vpc} ask ${servers}, not Amazon's DNS`,
    meaning:
      "Only Amazon's DNS server in the VPC knows private names. Other servers have to forward to it. One that does not says that the name is unknown, or gives a public address.",
    advice: () =>
      "Let these servers forward the name's domain to the VPC's resolver: the first address of the VPC's block plus two, or 169.254.169.253 from inside.",
  },
  C9: {
    name: "DNS server strips private addresses",
    meaning: "Some DNS servers drop answers with private addresses, as a guard against rebinding.",
    advice: () => "Make an exception for vpce.amazonaws.com, or forward it to the VPC's resolver.",
  },
  C10: {
    name: "Own DNS record points to an old endpoint",
    meaning: "A record in a hosted zone of your own may still name an endpoint or an address that is gone.",
    advice: () => "Compare the record with the endpoint's names and addresses.",
  },
  C11: {
    name: "Client remembers old addresses",
    title: ({ instance, addresses }) => `Instance ${instance} still knows ${addresses}`,
    meaning:
      "The name leads to addresses that the endpoint does not have any more, although the VPC's own DNS server has the new ones. Connections that go there time out.",
    advice: ({ current }) =>
      `Flush the DNS cache of the client, or wait: these names live for 60 seconds. Its addresses are ${current}.`,
  },
  C12: {
    name: "Endpoint's names have IPv6 addresses only",
    title: ({ endpoint, client }) =>
      `Endpoint ${endpoint} answers with IPv6 addresses, and ${client} has none`,
    meaning:
      "The client asks for IPv4 addresses and gets none, so it does not find the name or cannot reach it.",
    advice: ({ endpoint, subnet }) =>
      `Let ${endpoint} answer with IPv4 addresses too, or give ${subnet} and the client IPv6.`,
    fixes: { answerIpv4: ({ endpoint }) => `Let the names of ${endpoint} have IPv4 addresses too` },
  },
  C13: {
    name: "Client is in another VPC than the private name",
    meaning: "A private name is known in the endpoint's own VPC only.",
    advice: () => "Use the endpoint's regional name there, or share the name by a Route 53 profile or rule.",
  },
};
