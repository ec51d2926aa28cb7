import { resourceId } from "../../../../src/sandbox/state/ids.ts";
import { vpcDns } from "../../../../src/sandbox/state/vpcDns.ts";
import type { Fault, Faults } from "../fault.ts";
import type { Parts } from "../parts.ts";
import { failedTest } from "../tests.ts";

/** Below a domain that the sandbox verifies without a record. */
const privateName = "flask.hello.example";

const atPrivateName: Pick<Fault, "target"> = { target: (target) => ({ ...target, host: privateName }) };

/** The service has a name of its own, and the endpoint uses it or not. */
function name({ service, endpoint }: Parts, isUsed: boolean): void {
  service.privateDnsName = privateName;
  service.privateDnsNameState = "verified";
  endpoint.privateDnsEnabled = isUsed;
}

function setDns({ world, consumerVpc }: Parts, changed: Partial<ReturnType<typeof vpcDns>>): void {
  world.vpcDns.set(consumerVpc.id, { ...vpcDns(world, consumerVpc), hostnames: true, ...changed });
}

/** C: names. */
export const nameFaults: Faults = {
  C1: {
    mutate: () => undefined,
    target: (target, { endpoint }) => ({
      ...target,
      host: (endpoint.dnsNames[0]?.name ?? "").replace(/^vpce-[0-9a-f]+/, "vpce-0123456789abcdef0"),
    }),
  },
  C2: {
    mutate: (parts) => {
      setDns(parts, {});
      name(parts, false);
    },
    ...atPrivateName,
  },
  C3: { mutate: (parts) => setDns(parts, { support: false }) },
  C4: {
    mutate: (parts) => {
      name(parts, true);
      setDns(parts, { hostnames: false });
    },
    ...atPrivateName,
  },
  C5: {
    mutate: (parts) => {
      setDns(parts, {});
      name(parts, false);
      parts.service.privateDnsNameState = "pendingVerification";
    },
    ...atPrivateName,
  },
  C7: {
    // A second endpoint to the same service came first.
    mutate: (parts) => {
      const { world, endpoint } = parts;
      setDns(parts, {});
      const id = resourceId("vpce");
      world.endpoints.set(id, { ...endpoint, id, connectionId: resourceId("vpce-svc-con"), tags: new Map() });
      name({ ...parts, endpoint: world.endpoints.get(id) ?? endpoint }, true);
    },
    ...atPrivateName,
  },
  C8: {
    mutate: (parts) => {
      const { world, consumerVpc } = parts;
      const id = resourceId("dopt");
      world.dhcpOptions.set(id, {
        account: consumerVpc.account,
        region: consumerVpc.region,
        tags: new Map(),
        id,
        configurations: new Map([["domain-name-servers", ["10.9.9.9"]]]),
      });
      setDns(parts, { dhcpOptionsId: id });
    },
  },
  C11: {
    mutate: () => undefined,
    // The instance still knows an address that the endpoint had before.
    test: (parts) => {
      const test = failedTest(parts, { code: "timedOut", waitedFor: "connect" }, { exitCode: 28 });
      const addresses = { system: ["10.1.9.9"], vpc: interfacesOf(parts).map(({ privateIp }) => privateIp) };
      return { ...test, startedAt: 1, attempts: test.attempts.map((attempt) => ({ ...attempt, addresses })) };
    },
  },
  C12: {
    // The tester's own subnet has no IPv6; those of the endpoint have.
    mutate: (parts) => {
      const { endpoint, service, loadBalancer } = parts;
      loadBalancer.ipAddressType = "dualstack";
      service.supportedIpTypes = ["ipv4", "ipv6"];
      moveToIpv4Subnet(parts);
      for (const [index, entry] of interfacesOf(parts).entries())
        entry.ipv6Address = `2001:db8:2:10${index + 1}::4`;
      endpoint.ipAddressType = "dualstack";
      endpoint.dnsRecordIpType = "ipv6";
    },
  },
};

function moveToIpv4Subnet({ world, tester }: Parts): void {
  const subnet = world.subnets.get(tester.subnetId);
  const own = world.networkInterfaces.get(tester.networkInterfaceId);
  if (subnet === undefined || own === undefined) throw new Error("The tester has no subnet.");
  const { ipv6Cidr: _, ...like } = subnet;
  const id = resourceId("subnet");
  world.subnets.set(id, { ...like, id, cidr: "10.1.77.0/24", tags: new Map() });
  tester.subnetId = id;
  own.subnetId = id;
  tester.privateIp = "10.1.77.10";
  own.privateIp = tester.privateIp;
}

function interfacesOf({ world, endpoint }: Parts) {
  return endpoint.networkInterfaceIds.flatMap((id) => world.networkInterfaces.get(id) ?? []);
}
