import type { Fault, Faults } from "../fault.ts";
import type { Parts } from "../parts.ts";
import { closeOutbound, onlyFrom, onlyFromGroup } from "../rules.ts";

/** A second load balancer of the service, in the same zones as the first one, that listens on nothing. */
function silentTwin({ world, loadBalancer, service }: Parts): void {
  const arn = loadBalancer.arn.replace("/flask-hello/", "/flask-hello-2/");
  world.loadBalancers.set(arn, { ...loadBalancer, arn, name: "flask-hello-2", tags: new Map() });
  service.loadBalancerArns.push(arn);
}

/** What is asked about although nothing listens there. */
const onPort5000: NonNullable<Fault["target"]> = (target) => ({ ...target, port: 5000 });

/** D: service, load balancer and listener. */
export const serviceFaults: Faults = {
  D1: { mutate: ({ world }) => world.listeners.clear(), target: onPort5000 },
  D2: {
    mutate: ({ listener }) => {
      listener.protocol = "UDP";
    },
  },
  D3: {
    mutate: ({ loadBalancer }) => {
      loadBalancer.state = "provisioning";
    },
  },
  D4: { mutate: ({ loadBalancerGroup }) => onlyFrom(loadBalancerGroup, "10.9.0.0/16") },
  D5: { mutate: ({ loadBalancerGroup }) => closeOutbound(loadBalancerGroup) },
  D7: {
    mutate: ({ service }) => {
      service.zoneIds = service.zoneIds.slice(0, 1);
    },
  },
  D9: { mutate: silentTwin },
  D10: {
    mutate: ({ loadBalancer, loadBalancerGroup, applicationGroup }) => {
      onlyFromGroup(applicationGroup, loadBalancerGroup.id);
      loadBalancer.enforceInboundRulesOnPrivateLink = false;
    },
  },
  D12: {
    mutate: ({ listener }) => {
      listener.weight = 0;
    },
  },
  D13: {
    mutate: ({ targetGroup }) => {
      const [target] = targetGroup.targets;
      if (target !== undefined) target.shiftedAway = true;
    },
  },
  D14: {
    mutate: ({ world }) => world.connectionNotifications.clear(),
    // Of interest while requests come: for the service as a whole.
    target: ({ serviceName, port }) => ({ serviceName, ...(port !== undefined && { port }) }),
  },
  D15: {
    mutate: ({ service }) => {
      service.acceptanceRequired = false;
      for (const permission of service.permissions) permission.principal = "*";
    },
  },
};
