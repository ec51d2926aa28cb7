import type { FamilyTexts } from "./causeText.ts";

/** It works, but badly. */
export const performanceTexts: FamilyTexts<"F"> = {
  F1: {
    name: "Load balancer has run out of ports",
    meaning:
      "Through PrivateLink a node can hold about 55,000 connections to one target. Beyond that, new ones fail now and then.",
    advice: () =>
      "The metric PortAllocationErrorCount of the load balancer tells. More targets help, or secondary addresses, which AWS never takes back.",
  },
  F2: {
    name: "Silent connections are cut",
    meaning:
      "A load balancer forgets a TCP connection on which nothing was said for 350 seconds, and resets it when somebody speaks again.",
    advice: () =>
      "Turn on TCP keepalive in the client, with less than 350 seconds, or raise the listener's idle timeout.",
  },
  F3: {
    name: "Large packets are dropped",
    meaning:
      "Endpoints carry packets of up to 8500 bytes and tell nobody about larger ones: small answers arrive, large ones hang.",
    advice: () => "Lower the MTU of the client's network interface to 8500, or clamp the MSS.",
  },
  F4: {
    name: "Endpoint drops packets",
    meaning: "The endpoint's metrics count packets that it had to drop. Only CloudWatch has them.",
    advice: () => "Look at PacketsDropped of the endpoint in CloudWatch.",
  },
  F5: {
    name: "Targets reset connections",
    meaning: "Resets that come from the targets are counted by CloudWatch alone.",
    advice: () =>
      "Look at TCP_Target_Reset_Count of the load balancer, and at the application's log for that time.",
  },
  F6: {
    name: "Zone without a healthy target",
    title: ({ zones, loadBalancer }) =>
      `No target of load balancer ${loadBalancer} in ${zones} is in service`,
    meaning:
      "The zone has targets, but none of them serves, and without cross-zone load balancing the others do not help. Clients that come in through this zone fail, so the connection works some of the time.",
    advice: ({ targets }) =>
      `The provider brings them back into service: ${targets}. Until then, cross-zone load balancing lets the other zones help.`,
    fixes: { mendZone: ({ targets }) => `Bring these back into service: ${targets}.` },
  },
  F7: {
    name: "Targets come and go",
    meaning: "Targets that are healthy one moment and not the next make connections fail now and then.",
    advice: () =>
      "Look at UnHealthyHostCount in CloudWatch, and give the health check a longer interval or threshold.",
  },
};
