import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseHandshake } from "../../src/core/model/handshake.ts";
import { againstSchema, anyText, sentText, throughBothDoors } from "../support/handshakes.ts";

const runs = { numRuns: 100_000 };

describe("invitations and requests, over 100,000 texts each", () => {
  it("nothing throws, and nothing is accepted that is against the schema", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const parsed of throughBothDoors(text)) {
          const against = parsed.ok ? againstSchema(parsed.handshake) : [];
          if (against.length > 0) throw new Error(against.join());
        }
      }),
      runs,
    );
  });

  it("everything valid is read back, however it was sent", () => {
    fc.assert(
      fc.property(sentText, ({ handshake, text }) => {
        expect(parseHandshake(text)).toEqual({ ok: true, handshake });
      }),
      runs,
    );
  });
});
