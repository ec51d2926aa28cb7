import type { FamilyTexts } from "./causeText.ts";
import { isOrAre, named } from "./several.ts";

/** The targets, and the application that runs on them. */
export const targetsTexts: FamilyTexts<"E"> = {
  E1: {
    name: "Target group is empty",
    title: ({ group, leaving }) =>
      leaving === ""
        ? `Target group ${group} has no targets`
        : `Target group ${group} has no targets but ${leaving}, on the way out`,
    meaning: "The load balancer has nothing to send connections to. Clients get a reset or no answer at all.",
    advice: ({ group, port }) =>
      `The provider registers the application in target group ${group}, on port ${port}.`,
    fixes: {
      registerAgain: ({ leaving }) => `Register ${leaving} again`,
      register: ({ group }) =>
        `Register the instances or addresses of the application in target group ${group}.`,
    },
  },
  E2: {
    name: "Targets' security group blocks the load balancer",
    title: ({ groups, loadBalancer, ports }) =>
      `Security group ${groups} does not let load balancer ${loadBalancer} in on port ${ports}`,
    meaning:
      "The targets' security group drops what the load balancer sends, its health checks too. The targets become unhealthy, and clients time out.",
    advice: ({ groups, nodes, ports }) =>
      `The provider allows port ${ports} from the load balancer, whose nodes are ${nodes}, in security group ${groups}.`,
    fixes: { openGroup: ({ loadBalancer, ports }) => `Allow load balancer ${loadBalancer} on port ${ports}` },
  },
  E3: {
    name: "Application does not listen",
    title: ({ targets, targetPorts }) =>
      `Nothing seems to listen on port ${targetPorts} of ${named("target", targets)}`,
    meaning:
      "Health checks of the target fail, and nothing that can be seen stands in their way: the application has stopped, listens on another port, or only on 127.0.0.1. Clients are refused or cut off.",
    advice: ({ targets, targetPorts }) =>
      `On ${targets}, look at what listens with "ss -ltn", and start the application on port ${targetPorts} and the address 0.0.0.0.`,
    fixes: {
      startApplication: ({ targetPorts }) =>
        `Start the application so that it listens on 0.0.0.0:${targetPorts}.`,
    },
  },
  E4: {
    name: "Application listens only on 127.0.0.1",
    meaning:
      "An application that is bound to the loopback address answers on its own instance and nowhere else. From outside this looks like one that does not run.",
    advice: () => 'On the instance, "ss -ltn" shows the address. Bind the application to 0.0.0.0.',
  },
  E5: {
    name: "Application was never installed",
    title: ({ targets, subnets }) =>
      `${named("Target", targets)} may never have got an application: no way out of ${subnets}`,
    meaning:
      "Nothing answers on the target, and its subnet has no route to the internet. User data that fetches packages fails there without a word, and then nothing listens.",
    advice: ({ targets }) =>
      `The system log of ${targets} tells what failed. Give the subnet a NAT gateway and start a new instance, or use an image that has everything.`,
    fixes: {
      wayOut: () =>
        "Give the subnet a route to a NAT gateway and launch the instance anew, or use an image with the application in it.",
    },
  },
  E6: {
    name: "Health check does not fit the application",
    title: ({ group, protocol, path, port, answer }) =>
      answer !== ""
        ? `The health check of target group ${group} asks for ${path} and does not like the answer`
        : `The health check of target group ${group} asks by ${protocol} on port ${port}, where the application does not answer`,
    meaning:
      "The application runs, but not in the way that the health check expects. Its targets count as unhealthy and get no traffic while others are healthy.",
    advice: ({ matcher, answer }) =>
      answer === ""
        ? "The provider points the health check at the port that the application serves."
        : `AWS says: ${answer}. It expects ${matcher}. The provider corrects the path or the codes, or checks by TCP alone.`,
    fixes: { checkByTcp: ({ group }) => `Check target group ${group} by TCP on the traffic port` },
  },
  E7: {
    name: "Target does not run",
    title: ({ targets, states }) => `${named("Target", targets)} ${isOrAre(targets)} ${states}`,
    meaning:
      "The instance is registered as a target, but does not run. The load balancer does not use it, and without another target clients time out.",
    advice: ({ group }) =>
      `The provider starts what is stopped, or registers another instance in target group ${group}.`,
    fixes: {
      start: ({ startable }) => `Start ${startable}`,
      replaceTarget: ({ group }) => `Register another instance in target group ${group}.`,
    },
  },
  E8: {
    name: "Target's zone is not enabled on the load balancer",
    title: ({ loadBalancer, target, zone }) =>
      `Load balancer ${loadBalancer} is not in ${zone}, where target ${target} is`,
    meaning:
      "A load balancer uses targets only in zones that it is enabled in itself. This target gets no traffic; without another one clients time out.",
    advice: ({ loadBalancer, zone }) =>
      `The provider enables ${zone} on load balancer ${loadBalancer}, or registers an instance in one of its zones. AWS does not let the zone be taken away again while endpoints are connected.`,
    fixes: {
      enableZone: ({ loadBalancer, zone }) => `Enable ${zone} on load balancer ${loadBalancer}`,
    },
  },
  E9: {
    name: "No listener leads to the targets",
    title: ({ group, loadBalancer, port }) =>
      `No listener leads to target group ${group}, and load balancer ${loadBalancer} has nothing else on port ${port}`,
    meaning:
      "The application's target group exists, but no listener forwards to it. Its targets are unused, and clients time out or are reset.",
    advice: ({ group, loadBalancer }) =>
      `The provider lets the listener of load balancer ${loadBalancer} forward to target group ${group}.`,
    fixes: {
      forward: ({ group, port }) => `Forward port ${port} to target group ${group}`,
      leadListener: ({ group }) =>
        `Create or change a listener so that it forwards to target group ${group}.`,
    },
  },
  E10: {
    name: "Zone without targets",
    title: ({ loadBalancer, zones }) =>
      `Load balancer ${loadBalancer} has no target in ${zones}, and does not cross zones`,
    meaning:
      "Without cross-zone load balancing, what enters in a zone only reaches targets of that zone. Clients that come in through this one time out, so the connection works some of the time.",
    advice: ({ zones }) =>
      `The provider turns on cross-zone load balancing, or registers a target in ${zones}.`,
    fixes: {
      crossZones: () => "Turn on cross-zone load balancing",
      addTargets: ({ zones }) => `Register a target in ${zones}.`,
    },
  },
  E11: {
    name: "Network ACL between load balancer and targets",
    title: ({ acl, loadBalancer, targets }) =>
      `Network ACL ${acl} stops packets between load balancer ${loadBalancer} and ${named("target", targets)}`,
    meaning:
      "The network ACL of a subnet drops packets between the load balancer and its targets. Network ACLs remember nothing, so answers to ports 1024 to 65535 have to be let through as well. Targets are unhealthy, and clients time out.",
    advice: ({ acl, entry, subnet }) =>
      `In ${acl} of ${subnet} this decides: ${entry}. The provider adds an entry with a lower number that allows the traffic.`,
    fixes: { openAcl: ({ acl }) => `Let this traffic through ${acl}` },
  },
  E12: {
    name: "Application does not understand proxy protocol",
    title: ({ group }) =>
      `Target group ${group} sends a PROXY protocol header that the application may not understand`,
    meaning:
      "With proxy protocol v2 every connection begins with a header that tells the client's address. An application that does not expect it takes it for a broken request: clients get HTTP 400, a reset or garbage.",
    advice: ({ group }) =>
      `The provider turns proxy protocol off in target group ${group}, or on in the application (nginx: "listen … proxy_protocol").`,
    fixes: { noHeader: ({ group }) => `Turn proxy protocol off in target group ${group}` },
  },
  E13: {
    name: "Application waits for a PROXY protocol header",
    meaning:
      "An application that expects the header hangs or resets when it does not come. Only its configuration tells what it expects.",
    advice: () =>
      "If the application is set to proxy protocol, the provider turns that on in the target group.",
  },
  E14: {
    name: "Application refuses the load balancer's addresses",
    meaning:
      "Through PrivateLink an application sees the load balancer's nodes instead of its clients. A list of allowed clients in the application refuses them: 403, or a reset.",
    advice: () =>
      "Allow the load balancer's addresses in the application, or give it the clients' own by proxy protocol.",
  },
  E15: {
    name: "Certificate is for another name",
    title: ({ host }) => `The certificate of the application is not for ${host}`,
    meaning:
      "The connection works, but the client refuses the certificate: it carries the provider's name and not the endpoint's. Nothing is wrong with the network.",
    advice: ({ subject }) =>
      `Use the name of the certificate${subject === "" ? "" : ` (${subject})`}: turn on private DNS for the endpoint, or give it to the client beside the address (curl: --connect-to).`,
    fixes: { useItsName: () => "Use the name that the certificate is for, by private DNS or in the client." },
  },
  E16: {
    name: "HTTP where HTTPS is expected, or the other way round",
    title: ({ scheme, port }) =>
      scheme === "https"
        ? `Port ${port} does not speak TLS`
        : `Port ${port} expects TLS, and was asked by ${scheme}`,
    meaning:
      "Client and application speak different protocols on this port. The connection is made, and then closed or answered with garbage.",
    advice: ({ scheme }) => `Test again with ${scheme === "https" ? "http" : "https"}.`,
    fixes: { otherScheme: ({ scheme }) => `Test again with ${scheme === "https" ? "http" : "https"}.` },
  },
  E17: {
    name: "Application does not know the name or path",
    title: ({ status, host, path }) => `The application answers ${status} to ${path} at ${host}`,
    meaning:
      "The connection works. An application that serves several sites tells them apart by the name in the request, and may not know the endpoint's; or the path does not exist.",
    advice: ({ path }) =>
      `Check that ${path} exists. Then use the name that the application knows: its private DNS name, or a Host header.`,
    fixes: { sendItsHost: () => "Ask by the name that the application knows, and for a path that it has." },
  },
  E18: {
    name: "Application fails",
    title: ({ status }) => `The application answers ${status}`,
    meaning:
      "The connection works all the way. The application itself, or a load balancer of its own in front of it, reports an error.",
    advice: () => "The provider looks at the application's log for the time of the test.",
    fixes: { lookAtApplication: () => "Look at the application's log for the time of the test." },
  },
  E19: {
    name: "Application Load Balancer behind does not answer",
    title: ({ group, deaf, port }) =>
      deaf === 1
        ? `The Application Load Balancer in target group ${group} does not listen on port ${port}`
        : `The Application Load Balancer in target group ${group} fails its health checks`,
    meaning:
      "The Network Load Balancer sends to an Application Load Balancer that does not listen on the port, does not let it in, or has no healthy target of its own. Clients time out or get an HTTP error.",
    advice: ({ group, deaf, ports }) =>
      deaf === 1
        ? `It listens on ${ports === "" ? "no port at all" : ports}. The provider creates the listener, or sends to another port.`
        : `The provider checks the listener, the security group and the targets of the Application Load Balancer in ${group}.`,
    fixes: {
      mendApplicationBalancer: () =>
        "Check the listener, the security group and the targets of the Application Load Balancer.",
    },
  },
  E20: {
    name: "Client is also a target",
    meaning:
      "A client that its own load balancer sends it back to cannot connect where targets see its own address. Through PrivateLink they see the load balancer's, so it should not matter; AWS does not say so.",
    advice: () => "If some connections of this client fail, test from another instance.",
  },
};
