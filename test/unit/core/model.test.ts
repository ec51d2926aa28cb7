import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isIpv4Cidr, parsePort } from "../../../src/core/model/cidr.ts";
import { parsePrincipal, principalAccount } from "../../../src/core/model/principal.ts";
import { parseServiceName } from "../../../src/core/model/serviceName.ts";
import { endpointStates, parseState } from "../../../src/core/model/states.ts";

describe("states", () => {
  it("are the same in every case that AWS uses", () => {
    for (const text of ["pendingAcceptance", "PendingAcceptance", "PENDINGACCEPTANCE"]) {
      expect(parseState(endpointStates, text)).toBe("pendingAcceptance");
    }
  });

  it("are unknown when AWS has a new one", () => {
    expect(parseState(endpointStates, "Tunnelling")).toBe("unknown");
    expect(parseState(endpointStates, undefined)).toBe("unknown");
  });
});

describe("principals", () => {
  it("turn an account id into the ARN of the account", () => {
    expect(parsePrincipal(" 444455556666 ", "aws")).toEqual({
      ok: true,
      arn: "arn:aws:iam::444455556666:root",
    });
  });

  it.each([
    "*",
    "arn:aws:iam::444455556666:root",
    "arn:aws-cn:iam::444455556666:role/Dev",
    "arn:aws:iam::444455556666:user/jane",
  ])("accept %s", (arn) => expect(parsePrincipal(arn, "aws")).toEqual({ ok: true, arn }));

  it("refuse a role with a path and name the account to use instead", () => {
    expect(
      parsePrincipal("arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/Dev", "aws"),
    ).toMatchObject({
      ok: false,
      problem: "path",
      account: "444455556666",
    });
  });

  it.each(["", "12345", "arn:aws:s3:::bucket", "arn:aws:iam::444455556666:group/x", "jane"])(
    "refuse %s",
    (text) => {
      expect(parsePrincipal(text, "aws")).toMatchObject({ ok: false, problem: "notAnArn" });
    },
  );

  it("never throw, and accept only what IAM calls a principal", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parsePrincipal(text, "aws");
        if (parsed.ok && parsed.arn !== "*") expect(principalAccount(parsed.arn)).toMatch(/^\d{12}$/);
      }),
    );
  });
});

describe("service names", () => {
  it("know their Region", () => {
    expect(parseServiceName("com.amazonaws.vpce.eu-west-1.vpce-svc-0bcf29ae4e736df34")).toEqual({
      name: "com.amazonaws.vpce.eu-west-1.vpce-svc-0bcf29ae4e736df34",
      region: "eu-west-1",
      serviceId: "vpce-svc-0bcf29ae4e736df34",
    });
    expect(parseServiceName("cn.com.amazonaws.vpce.cn-north-1.vpce-svc-0bcf29ae4e736df34")?.region).toBe(
      "cn-north-1",
    );
  });

  it("may be AWS's own", () => {
    expect(parseServiceName(" com.amazonaws.us-east-1.ssm ")).toEqual({
      name: "com.amazonaws.us-east-1.ssm",
      region: "us-east-1",
    });
  });

  it.each([
    "",
    "vpce-svc-1",
    "com amazonaws vpce",
    "http://com.amazonaws.vpce",
    "com.amazonaws.vpce.",
    "com.amazonaws.vpce.us-east-1.vpce-svc-0bcf29ae4e736df34x",
    "com.amazonaws.vpce.us-east-1.vpce-svc-0bcf29ae4e736df34.more",
  ])("refuse %s", (text) => {
    expect(parseServiceName(text)).toBeUndefined();
  });
});

describe("numbers", () => {
  it("accept every IPv4 block and nothing else", () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(octet, octet, octet, octet, fc.integer({ min: 0, max: 32 }), (a, b, c, d, prefix) =>
        isIpv4Cidr(`${a}.${b}.${c}.${d}/${prefix}`),
      ),
    );
    for (const text of [
      "10.0.0.0",
      "10.0.0.0/33",
      "10.0.0/16",
      "256.0.0.0/8",
      "10.0.0.0/16/2",
      "a.b.c.d/8",
    ]) {
      expect(isIpv4Cidr(text), text).toBe(false);
    }
  });

  it("accept ports from 1 to 65535", () => {
    expect(["1", "65535", " 80 "].map(parsePort)).toEqual([1, 65_535, 80]);
    expect(["0", "65536", "-1", "8e3", "0x50", ""].map(parsePort)).toEqual(Array(6).fill(undefined));
  });
});
