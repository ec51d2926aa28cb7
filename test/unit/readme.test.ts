import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { planActions } from "../../src/aws/planOperations.ts";
import { causeIds, checkedCauses } from "../../src/core/diagnose/catalogue/catalogue.ts";
import { readmeStatements } from "../support/readmePolicy.ts";
import { readSources, root } from "../support/sources.ts";

const readme = readFileSync(join(root, "README.md"), "utf8");

/** Every IAM action that the sources name: calls of the gateway, permissions of plans, and what plans may call. */
function namedActions(): ReadonlySet<string> {
  const text = readSources("src")
    .filter(({ path }) => /^src\/(aws|core\/plan)\//.test(path))
    .map(({ path }) => readFileSync(join(root, path), "utf8"))
    .join("\n");
  const spelled = [...text.matchAll(/"((?:ec2|elasticloadbalancing|iam|ssm|sts|vpce):[A-Z]\w+)"/g)].map(
    ([, action]) => action,
  );
  return new Set([...spelled, ...planActions].filter((action) => action !== undefined));
}

describe("README", () => {
  it("has a policy with every action that the product calls, and no other", () => {
    const granted = new Set(Object.values(readmeStatements()).flat());
    expect([...granted].sort()).toEqual([...namedActions()].sort());
  });

  it("counts the causes that are looked for", () => {
    const counts = `${causeIds.length} causes are catalogued,\n${checkedCauses.length} of them are checked`;
    expect(readme).toContain(counts);
  });

  it("names only commands and scripts that exist", () => {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const titles = manifest.contributes.commands.map(
      ({ title }: { title: string }) => `PrivateLink: ${title}`,
    );
    for (const [, title] of readme.matchAll(/\*\*(PrivateLink: [^*]+)\*\*/g)) expect(titles).toContain(title);
    for (const [, script] of readme.matchAll(/npm run ([\w:]+)/g))
      expect(Object.keys(manifest.scripts)).toContain(script);
  });
});
