import { describe, expect, it } from "vitest";
import {
  causeIds,
  causeOf,
  checkedCauses,
  subsumes,
} from "../../../../src/core/diagnose/catalogue/catalogue.ts";
import { needs } from "../../../../src/core/diagnose/needs/needs.ts";
import { rules } from "../../../../src/core/diagnose/rules/rules.ts";
import { causeTexts } from "../../../../src/text/diagnose/causes.ts";
import { allFaults } from "../../../support/diagnose/faults/allFaults.ts";
import { unshown } from "../../../support/diagnose/unshown.ts";

describe("the catalogue", () => {
  it("has the causes of the reference, in its order", () => {
    const sizes = { A: 11, B: 18, C: 13, D: 15, E: 20, F: 7, G: 19, H: 8 };
    const ids = Object.entries(sizes).flatMap(([family, size]) =>
      Array.from({ length: size }, (_, index) => `${family}${index + 1}`),
    );
    expect(causeIds).toEqual(ids);
    expect(causeIds).toHaveLength(111);
  });

  it("gives a reason for what is not checked, and for nothing else", () => {
    const withReason = causeIds.filter((id) => causeOf(id).notChecked !== undefined);
    expect(withReason).toEqual(causeIds.filter((id) => !checkedCauses.includes(id)));
  });

  it("has no two causes that bring each other with them", () => {
    const pairs = causeIds.flatMap((id) => causeOf(id).subsumes.filter((other) => subsumes(other, id)));
    expect(pairs).toEqual([]);
  });

  it("has one rule for each checked cause, and knows what it is judged by", () => {
    expect(sorted(rules)).toEqual([...checkedCauses].sort());
    expect(sorted(needs)).toEqual([...checkedCauses].sort());
  });

  it("has a fault that shows each checked cause, or a table and the reason", () => {
    expect([...sorted(allFaults), ...sorted(unshown)].sort()).toEqual([...checkedCauses].sort());
  });

  it("has words for everything, and for what is found a title that names it", () => {
    const untitled = checkedCauses.filter((id) => causeTexts[id].title === undefined);
    expect(untitled).toEqual([]);
    expect(sorted(causeTexts)).toEqual([...causeIds].sort());
  });
});

function sorted(record: object): readonly string[] {
  return Object.keys(record).sort();
}
