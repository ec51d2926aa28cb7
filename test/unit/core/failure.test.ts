import { describe, expect, it } from "vitest";
import { PrivateLinkError, toFailure } from "../../../src/core/model/failure.ts";

describe("an error of another bundle", () => {
  it("is one of this bundle too, because each has its own copy of the class", async () => {
    const copy = "../../../src/core/model/failure.ts?copy";
    const other: { readonly PrivateLinkError: typeof PrivateLinkError } = await import(copy);
    expect(other.PrivateLinkError).not.toBe(PrivateLinkError);
    const error = new other.PrivateLinkError({ code: "throttled", message: "Rate exceeded" });
    expect(error).toBeInstanceOf(PrivateLinkError);
    expect(toFailure(error)).toEqual({ code: "throttled", message: "Rate exceeded" });
    expect(new Error("other")).not.toBeInstanceOf(PrivateLinkError);
  });
});
