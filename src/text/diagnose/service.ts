import type { FamilyTexts } from "./causeText.ts";
import { named } from "./several.ts";

/** The service, its load balancers and their listeners. */
export const serviceTexts: FamilyTexts<"D"> = {
  D1: {
    name: "Load balancer does not listen on the port",
    title: ({ loadBalancer, port }) =>
      port === ""
        ? `Load balancer ${loadBalancer} has no listener`
        : `Load balancer ${loadBalancer} has no listener on port ${port}`,
    meaning:
      "A Network Load Balancer answers only on ports that have a listener. Packets to any other port vanish, so clients wait until they time out.",
    advice: ({ loadBalancer, port, ports }) =>
      ports === ""
        ? "The provider creates a listener that forwards to the application's target group."
        : `Load balancer ${loadBalancer} listens on ${ports}. Either clients use that port, or the provider creates a listener on ${port}.`,
    fixes: {
      createListener: ({ port }) =>
        port === "" ? "Create the listener" : `Create a listener on port ${port}`,
      chooseGroup: () => "Choose a target group and create a listener that forwards to it.",
    },
  },
  D2: {
    name: "Listener is for another protocol",
    title: ({ loadBalancer, port, protocol }) =>
      `Load balancer ${loadBalancer} takes only ${protocol} on port ${port}`,
    meaning:
      "The port has a listener, but not one for TCP. Connections over TCP are dropped without an answer, and clients time out.",
    advice: ({ port }) =>
      `If clients talk TCP, the provider replaces the listener on port ${port} by one for TCP; a UDP application is reached by UDP alone.`,
    fixes: { otherListener: ({ port }) => `Replace the listener on port ${port} by one for TCP.` },
  },
  D3: {
    name: "Load balancer is not active",
    title: ({ loadBalancer, state }) => `Load balancer ${loadBalancer} is ${state}`,
    meaning: "A load balancer carries traffic only while it is active. Until then clients time out.",
    advice: ({ state }) =>
      state === "provisioning"
        ? "A new load balancer takes two to four minutes. Diagnose again then."
        : "AWS could not set it up. The provider creates another one and gives that to the service.",
    fixes: {
      wait: () => "Wait a few minutes, then diagnose again.",
      replace: () => "Create another load balancer and put it behind the service.",
    },
  },
  D4: {
    name: "Load balancer's security group blocks the clients",
    title: ({ loadBalancer, groups, port, client }) =>
      client === ""
        ? `Security group ${groups} of load balancer ${loadBalancer} lets no client in on port ${port}`
        : `Security group ${groups} of load balancer ${loadBalancer} does not let ${client} in on port ${port}`,
    meaning:
      "This load balancer applies its inbound rules to PrivateLink traffic, and sees clients by their own private addresses in the consumer's VPC. What no rule allows is dropped, and clients time out.",
    advice: ({ groups }) =>
      `The provider allows the consumer's addresses in security group ${groups}, or stops applying inbound rules to PrivateLink traffic: the endpoint and its acceptance guard it already.`,
    fixes: {
      openGroup: ({ port }) => `Allow the consumer's VPC on port ${port}`,
      openForClients: ({ groups, port }) =>
        `Ask the consumer for the addresses of its clients, and allow them in security group ${groups} on port ${port}.`,
      stopEnforcing: ({ loadBalancer }) =>
        `Stop applying the inbound rules of load balancer ${loadBalancer} to PrivateLink`,
    },
  },
  D5: {
    name: "Load balancer's security group does not let it out to its targets",
    title: ({ loadBalancer, groups, targets, ports }) =>
      `Security group ${groups} does not let load balancer ${loadBalancer} out to ${named("target", targets)} on port ${ports}`,
    meaning:
      "The outbound rules of the load balancer's own security group do not cover its targets. Health checks fail and traffic is dropped, so clients time out.",
    advice: ({ groups, ports }) =>
      `The provider allows port ${ports} to the targets in the outbound rules of security group ${groups}.`,
    fixes: { openGroup: ({ ports }) => `Allow port ${ports} out to the targets` },
  },
  D6: {
    name: "Consumers with the same addresses",
    meaning:
      "Several consumers may use the same private addresses, and a rule of the load balancer's security group cannot tell them apart.",
    advice: () =>
      "If some consumers get through and others with the same addresses must not, stop applying inbound rules to PrivateLink traffic and decide by acceptance instead.",
  },
  D7: {
    name: "Zone of the load balancer is not offered",
    title: ({ service, zones }) => `Service ${service} does not offer ${zones}`,
    meaning:
      "The load balancer is in this zone, but was added to it after the service was created. AWS offers such a zone only when the service is told to look again, so consumers cannot choose it.",
    advice: () =>
      "The provider lets the service read the zones of its load balancers again. Nothing is interrupted.",
    fixes: { fixZones: ({ zones }) => `Offer ${zones}` },
  },
  D8: {
    name: "No zone in common",
    meaning:
      "An endpoint can only be in zones that the service is in too. Without a common zone it cannot be created.",
    advice: () => "Connect to a Service shows the zones that both sides have, before anything is created.",
  },
  D9: {
    name: "Load balancers of the service differ",
    title: ({ loadBalancers }) => `Load balancers ${loadBalancers} do not listen alike`,
    meaning:
      "Every interface of an endpoint is bound to one of the service's load balancers. If they differ, some interfaces work and others time out.",
    advice: ({ difference }) =>
      `The provider gives all of them the same listeners. Now they have: ${difference}.`,
    fixes: { align: ({ difference }) => `Give them the same listeners. Now: ${difference}.` },
  },
  D10: {
    name: "Targets know the load balancer by its group alone",
    title: ({ groups, loadBalancer, ports }) =>
      `Security group ${groups} lets load balancer ${loadBalancer} in by its group alone, and PrivateLink traffic on port ${ports} needs its addresses`,
    meaning:
      "The load balancer does not apply its inbound rules to PrivateLink traffic. Then targets see that traffic by the addresses of the load balancer's nodes, and a rule that names its security group lets only the health checks in: targets are healthy, and clients time out.",
    advice: ({ groups, nodes, ports }) =>
      `The provider allows port ${ports} from the load balancer's subnets (its nodes are ${nodes}) in security group ${groups}.`,
    fixes: { openGroup: ({ ports }) => `Allow the load balancer's subnets on port ${ports}` },
  },
  D11: {
    name: "Another load balancer than meant",
    meaning:
      "A service leads to whichever load balancer it was given; which one was meant, only its owner knows.",
    advice: () =>
      "Look at the load balancer in the service's row. AWS lets it be changed only while nobody is connected.",
  },
  D12: {
    name: "Listener gives its target group no weight",
    title: ({ loadBalancer, port, groups }) =>
      `The listener on port ${port} of load balancer ${loadBalancer} gives target group ${groups} the weight 0`,
    meaning:
      "A target group with the weight 0 gets no new connections. No group is left, so clients time out.",
    advice: ({ groups }) =>
      `The provider gives target group ${groups} a weight again, unless traffic was taken away on purpose.`,
    fixes: {
      giveWeight: ({ groups }) => `Send the traffic to target group ${groups}`,
      chooseWeights: () => "Give at least one target group a weight above 0.",
    },
  },
  D13: {
    name: "Traffic was moved out of a zone",
    title: ({ zones }) => `A zonal shift keeps traffic out of ${zones}`,
    meaning:
      "Somebody, or AWS itself, has moved traffic out of the zone for a while. Clients that insist on it, by its own name or address, may get no answer.",
    advice: () => "The shift ends by itself. The provider can cancel it in Application Recovery Controller.",
    fixes: {
      endShift: () => "Wait for the end of the zonal shift, or cancel it in Application Recovery Controller.",
    },
  },
  D14: {
    name: "Nobody is told of requests",
    title: ({ service, waiting }) =>
      waiting === 0
        ? `Nobody is told when a request for service ${service} arrives`
        : `${waiting === 1 ? "A request" : `${waiting} requests`} for service ${service} ${waiting === 1 ? "waits" : "wait"}, and nobody was told`,
    meaning:
      "Every connection to the service waits until somebody accepts it, and no notification tells anybody that one is there. Consumers wait, and their clients time out.",
    advice: () =>
      "The provider adds a notification to an SNS topic, or has connections of allowed principals accepted automatically.",
    fixes: {
      notify: () => "Add a notification: Create Notification in the menu of the service.",
      acceptAutomatically: () => "Accept connections automatically",
    },
  },
  D15: {
    name: "Anybody can connect",
    title: ({ service }) => `Anybody who learns the name of service ${service} is connected at once`,
    meaning:
      "Every AWS account is an allowed principal, and connections are accepted automatically. The application is as good as public, although it has no public address.",
    advice: () => "The provider names the accounts that may connect, or decides about each connection.",
    fixes: {
      requireAcceptance: () => "Decide about each new connection",
      removeEveryone: () => "Remove everybody (*) from the principals",
    },
  },
};
