import { resourceId } from "../../../../src/sandbox/state/ids.ts";
import { vpcDns } from "../../../../src/sandbox/state/vpcDns.ts";
import type { Fault, Faults } from "../fault.ts";
import type { Parts } from "../parts.ts";
import { failedTest } from "../tests.ts";

const privateName = "hello.example.com";

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
      const { world, service } = parts;
      service.privateDnsNameState = "pendingVerification";
      // The record is there, and nobody has asked AWS to look for it.
      world.txtRecords.set(`${service.privateDnsRecord.name}.${privateName}`, [
        service.privateDnsRecord.value,
      ]);
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
      const addresses = { system: ["10.1.9.9"], vpc: addressesOf(parts) };
      return { ...test, startedAt: 1, attempts: test.attempts.map((attempt) => ({ ...attempt, addresses })) };
    },
  },
  C12: {
    mutate: ({ world, endpoint, tester, service, loadBalancer }) => {
      loadBalancer.ipAddressType = "dualstack";
      service.supportedIpTypes = ["ipv4", "ipv6"];
      delete world.subnets.get(tester.subnetId)?.ipv6Cidr;
      endpoint.ipAddressType = "dualstack";
      endpoint.dnsRecordIpType = "ipv6";
    },
  },
};

function addressesOf({ world, endpoint }: Parts): readonly string[] {
  return endpoint.networkInterfaceIds.flatMap((id) => world.networkInterfaces.get(id)?.privateIp ?? []);
}
