import { describe, expect, it } from "vitest";
import { handshakeLink } from "../../../src/core/model/handshake.ts";
import { invite } from "../../../src/core/model/invitation.ts";
import { invitationText } from "../../../src/text/invitation.ts";
import { provider, service } from "../../support/facts.ts";

const opener = "vscode://privatelink-toolkit.privatelink-toolkit";

describe("an invitation", () => {
  it("says what a consumer has to know, as text with a link in it", () => {
    const invitation = invite({ ...service, privateDnsName: "hello.example.com" }, provider, [5000, 443]);
    expect(invitationText("flask-hello", invitation, opener)).toBe(
      `Connect to flask-hello through AWS PrivateLink

Service name: com.amazonaws.vpce.us-east-1.vpce-svc-0bcf29ae4e736df34
Region: us-east-1
Availability Zone IDs: use1-az1, use1-az2
Ports: 5000, 443
Private DNS name: hello.example.com
Provider account: 111122223333

Open in PrivateLink Toolkit: ${opener}/connect?service=com.amazonaws.vpce.us-east-1.vpce-svc-0bcf29ae4e736df34&region=us-east-1&zones=use1-az1%2Cuse1-az2&ports=5000%2C443&name=hello.example.com&account=111122223333`,
    );
  });

  it("has the same fields in its link, readable by any reader of queries", () => {
    const { searchParams, pathname, protocol } = new URL(
      handshakeLink(invite({ ...service, privateDnsName: "*.example.com" }, provider, [5000]), opener),
    );
    expect({ pathname, protocol, ...Object.fromEntries(searchParams) }).toEqual({
      protocol: "vscode:",
      pathname: "/connect",
      service: service.name,
      region: "us-east-1",
      zones: "use1-az1,use1-az2",
      ports: "5000",
      name: "*.example.com",
      account: "111122223333",
    });
  });

  it("leaves out what is not known", () => {
    const link = handshakeLink(invite(service, provider, []), opener);
    expect([...new URL(link).searchParams.keys()]).toEqual(["service", "region", "zones", "account"]);
  });
});
