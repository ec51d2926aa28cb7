import { describe, expect, it } from "vitest";
import { classify, toPrivateLinkError } from "../../../src/aws/errors.ts";

describe("AWS's codes", () => {
  it.each([
    ["UnauthorizedOperation", "accessDenied"],
    ["AccessDeniedException", "accessDenied"],
    ["ExpiredToken", "credentialsExpired"],
    ["InvalidClientTokenId", "credentialsMissing"],
    ["InvalidServiceName", "invalidServiceName"],
    ["RequestLimitExceeded", "throttled"],
    ["InvalidVpcEndpointId.NotFound", "notFound"],
    ["TargetGroupNotFoundException", "notFound"],
    ["VpcEndpointLimitExceeded", "limit"],
    ["ExistingVpcEndpointConnections", "conflict"],
    ["DuplicateListenerException", "conflict"],
    ["InvalidPermission.Duplicate", "conflict"],
    ["NetworkAclEntryAlreadyExists", "conflict"],
    ["InvalidParameter", "invalid"],
    ["ECONNREFUSED", "network"],
    ["InternalError", "unavailable"],
    ["UnauthorizedException", "signInNeeded"],
    ["RequestTimeTooSkewed", "credentialsExpired"],
    ["InvalidSignatureException", "credentialsMissing"],
    ["SomethingNew", "unknown"],
  ])("%s means %s", (code, meaning) => {
    expect(classify(code, "")).toBe(meaning);
  });

  it("keep AWS's words, the request id and the action", () => {
    const thrown = Object.assign(new Error("You are not authorized."), {
      name: "UnauthorizedOperation",
      $metadata: { requestId: "7d1f60c2" },
    });
    expect(toPrivateLinkError(thrown, "ec2:DescribeVpcs", "dev").failure).toEqual({
      code: "accessDenied",
      action: "ec2:DescribeVpcs",
      profile: "dev",
      awsCode: "UnauthorizedOperation",
      message: "You are not authorized.",
      requestId: "7d1f60c2",
    });
  });

  it("are found where the operating system puts them", () => {
    const thrown = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    expect(toPrivateLinkError(thrown, "ec2:DescribeVpcs", "dev").code).toBe("network");
  });
});
