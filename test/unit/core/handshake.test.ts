import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { handshakeLink, parseHandshake, parseHandshakeLink } from "../../../src/core/model/handshake.ts";
import { invite } from "../../../src/core/model/invitation.ts";
import { requestFor } from "../../../src/core/model/request.ts";
import { handshakeProblem, requestText } from "../../../src/text/invitation.ts";
import { consumer, provider, service } from "../../support/facts.ts";
import {
  againstSchema,
  anyText,
  letterOf,
  mutatedText,
  opener,
  sentText,
  throughBothDoors,
} from "../../support/handshakes.ts";

const invitation = invite({ ...service, privateDnsName: "hello.example.com" }, provider, [5000, 443]);
const request = requestFor(service.name, consumer, "vpce-0123456789abcdef0");
const letter = letterOf(invitation);

function problems(text: string): readonly string[] {
  const parsed = parseHandshake(text);
  return parsed.ok
    ? []
    : parsed.problems.map((problem) =>
        "label" in problem ? `${problem.code} ${problem.label}` : problem.code,
      );
}

describe("a request", () => {
  it("says whom to let in, as text with a link in it", () => {
    expect(requestText(request, opener)).toBe(
      `Please let this account connect through AWS PrivateLink

Service name: com.amazonaws.vpce.us-east-1.vpce-svc-0bcf29ae4e736df34
Region: us-east-1
Endpoint: vpce-0123456789abcdef0
Principal to allow: arn:aws:iam::444455556666:root
Consumer account: 444455556666

Open in PrivateLink Toolkit: ${opener}/request?service=com.amazonaws.vpce.us-east-1.vpce-svc-0bcf29ae4e736df34&region=us-east-1&endpoint=vpce-0123456789abcdef0&principal=arn%3Aaws%3Aiam%3A%3A444455556666%3Aroot&consumer=444455556666`,
    );
  });

  it("names no endpoint where there is none yet, and the account in its own partition", () => {
    expect(requestFor(service.name, { ...consumer, region: "cn-north-1" })).toEqual({
      kind: "request",
      serviceName: service.name,
      region: "cn-north-1",
      account: "444455556666",
      principal: "arn:aws-cn:iam::444455556666:root",
    });
  });
});

describe("what is pasted", () => {
  it("is read back as it was written, from the text and from the link", () => {
    for (const handshake of [invitation, request]) {
      expect(parseHandshake(letterOf(handshake))).toEqual({ ok: true, handshake });
      expect(parseHandshake(handshakeLink(handshake, opener))).toEqual({ ok: true, handshake });
    }
  });

  it("may be a link of another editor, at the end of a sentence", () => {
    const link = handshakeLink(invitation, opener.replace("vscode:", "vscodium:"));
    expect(parseHandshake(`Please open (${link}).`)).toEqual({ ok: true, handshake: invitation });
  });

  it("may come in a mail whose link was broken by a line end: the lines are enough", () => {
    const at = letter.indexOf("&region");
    expect(parseHandshake(`${letter.slice(0, at)}\n${letter.slice(at)}`)).toMatchObject({ ok: true });
  });

  it("may be what VS Code has decoded already", () => {
    const { pathname, search } = new URL(handshakeLink(invitation, opener));
    expect(parseHandshakeLink(pathname, decodeURIComponent(search.slice(1)))).toEqual({
      ok: true,
      handshake: invitation,
    });
  });
});

describe("what is not exactly an invitation or a request", () => {
  const link = handshakeLink(invitation, opener);

  it.each([
    ["something else", "Hello", ["nothingFound"]],
    ["nothing", "", ["nothingFound"]],
    ["the link of another extension", link.replace("privatelink-toolkit.", "evil."), ["nothingFound"]],
    ["another page of this one", link.replace("/connect", "/delete"), ["nothingFound"]],
    ["too long", `${letter}${" ".repeat(10_000)}`, ["tooLong"]],
    ["with a hidden turn of direction", letter.replace("flask", "\u202eflask"), ["hiddenCharacter"]],
    ["with a control character", `${letter}\u0007`, ["hiddenCharacter"]],
    ["a link with a field too much", `${link}&policy=*`, ["unknownField"]],
    ["a link with a field twice", `${link}&region=us-east-1`, ["duplicate Region"]],
    ["lines with a field twice", `${letter}\nRegion: us-east-1`, ["duplicate Region"]],
    ["lines without the account", letter.replace(/Provider account.*/, ""), ["missing Provider account"]],
    ["both kinds", `${letter}\nConsumer account: 444455556666`, ["bothKinds"]],
    ["two links", `${link} ${link}1`, ["severalLinks"]],
    ["a link that says something else", letter.replace("Ports: 5000", "Ports: 5001"), ["linkDiffers"]],
    ["another Region", link.replace("region=us-east-1", "region=eu-west-1"), ["otherRegion"]],
    [
      "a service of AWS",
      link.replace(/service=[^&]*/, "service=com.amazonaws.us-east-1.s3"),
      ["malformed Service name"],
    ],
    ["a short account", link.replace("111122223333", "11112222333"), ["malformed Provider account"]],
    ["a zone's name", link.replace("use1-az1", "us-east-1a"), ["malformed Availability Zone IDs"]],
    ["a zone twice", link.replace("use1-az2", "use1-az1"), ["malformed Availability Zone IDs"]],
    ["a port too high", link.replace("5000", "70000"), ["malformed Ports"]],
    ["a port written strangely", link.replace("5000", "0x50"), ["malformed Ports"]],
    ["a name with capital letters", link.replace("hello", "Hello"), ["malformed Private DNS name"]],
  ])("is refused: %s", (_, text, expected) => expect(problems(text)).toEqual(expected));

  it("is refused when a request wants everybody in, or another account", () => {
    const asks = handshakeLink(request, opener);
    const everybody = asks.replace(/principal=[^&]*/, "principal=*");
    expect(problems(everybody)).toEqual(["malformed Principal to allow"]);
    expect(problems(asks.replace("consumer=444455556666", "consumer=111122223333"))).toEqual([
      "otherAccount",
    ]);
    const withPath = asks.replace("root", "role%2Faws-reserved%2Fsso.amazonaws.com%2FDev");
    expect(problems(withPath)).toEqual(["malformed Principal to allow"]);
  });

  it("is refused when it asks to let in more than a VPC can be", () => {
    const asks = (clients: string) =>
      `${opener}/diagnose?service=${service.name}&region=us-east-1&side=provider&cause=D4&clients=${clients}&from=444455556666`;
    expect(problems(asks("10.0.0.0/16,10.1.0.0/20"))).toEqual([]);
    expect(problems(asks("0.0.0.0/0"))).toEqual(["malformed Client addresses"]);
    expect(problems(asks("10.0.0.0/16,128.0.0.0/1"))).toEqual(["malformed Client addresses"]);
  });

  it("is told why without repeating what was sent", () => {
    const parsed = parseHandshake(`${link}&<b>x</b>=1`);
    expect(parsed.ok ? [] : parsed.problems.map(handshakeProblem).join()).not.toContain("<b>");
  });
});

/** Some thousands here, 100,000 in the long tests. */
const many = { numRuns: 2000 };

describe("over many texts", () => {
  it("nothing throws, and nothing is accepted that is against the schema", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const parsed of throughBothDoors(text)) {
          if (parsed.ok) expect(againstSchema(parsed.handshake)).toEqual([]);
          else expect(parsed.problems.length).toBeGreaterThan(0);
        }
      }),
      many,
    );
  });

  it("everything valid is read back, however it was sent", () => {
    fc.assert(
      fc.property(sentText, ({ handshake, text }) => {
        expect(parseHandshake(text)).toEqual({ ok: true, handshake });
      }),
      many,
    );
  });

  it("what was changed on its way is refused, or still within the schema", () => {
    fc.assert(
      fc.property(mutatedText, (text) => {
        const parsed = parseHandshake(text);
        expect(parsed.ok ? againstSchema(parsed.handshake) : []).toEqual([]);
      }),
      many,
    );
  });
});
