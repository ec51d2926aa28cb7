import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { linkAuthority } from "../src/core/model/handshakeFormat.ts";
import { readSources, root } from "./support/sources.ts";

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const { commands, configuration, menus, views, viewsWelcome } = manifest.contributes;
const commandIds: readonly string[] = commands.map(({ command }: { command: string }) => command);
const sourceText = readSources("src")
  .map(({ path }) => readFileSync(join(root, path), "utf8"))
  .join("\n");

interface MenuItem {
  readonly command: string;
  readonly when: string;
  readonly group: string;
}

/** Rows with as much as each of them can have, as `contextValue` says it. */
const kinds = [
  "acceptance+automatic",
  "acceptance+manual",
  "connection+acceptable+copyable+nameable+rejectable",
  "endpoint+copyable+deletable+inConsole+modifiable+requestable+testable",
  "notification+copyable+removable",
  "notifications+addable",
  "principal+copyable+removable",
  "principals+addable",
  "ipTypes+changeable",
  "privateDns+changeable+copyable+verifiable",
  "region+copyable+removable",
  "regions+addable",
  "testRun",
  "service+changeable+connectable+copyable+deletable+inConsole+manual",
  "zoneDrift+fixable",
];

/** Whether a row shows an entry; `when` is one or more conditions on `viewItem`, some of them denied. */
function isShown(when: string, kind: string): boolean {
  return when.split(" && ").every((condition) => {
    const exact = /viewItem == (\w+)/.exec(condition)?.[1];
    const pattern = /viewItem =~ \/(.+)\//.exec(condition)?.[1] ?? (exact ? `^${exact}$` : "$^");
    return new RegExp(pattern).test(kind) !== condition.startsWith("!");
  });
}

describe("manifest", () => {
  it("names the product as decided", () => {
    expect(manifest).toMatchObject({
      name: "privatelink-toolkit",
      displayName: "PrivateLink Toolkit for AWS",
      publisher: "privatelink-toolkit",
      engines: { vscode: "^1.105.0" },
    });
  });

  it("is called as the links between provider and consumer say", () => {
    expect(linkAuthority).toBe(`${manifest.publisher}.${manifest.name}`);
    expect(manifest.activationEvents).toContain("onUri");
  });

  it("has a schema for the file name that endpoint policies have in the editor, and ships it", () => {
    const [{ fileMatch, url }] = manifest.contributes.jsonValidation;
    expect(sourceText).toContain(`\${endpoint.id}${fileMatch.slice(1)}`);
    const schema = JSON.parse(readFileSync(join(root, url), "utf8"));
    expect(schema.properties.Statement).toBeDefined();
    expect(readFileSync(join(root, ".vscodeignore"), "utf8")).toContain(`!${url.replace("./", "")}`);
  });

  it("has types of the VS Code that it supports, and no newer", () => {
    expect(manifest.devDependencies["@types/vscode"]).toMatch(/^1\.105\./);
  });

  it("activates for links and restored panels only, besides what its views and commands imply", () => {
    for (const event of manifest.activationEvents) expect(event).toMatch(/^(onUri$|onWebviewPanel:)/);
  });

  it("registers every command that it contributes", () => {
    // Tables of commands have the ids as keys.
    const keys = new Set([...sourceText.matchAll(/^ +"?([\w.]+)"?: (?:async )?\(/gm)].map(([, key]) => key));
    const unregistered = commandIds.filter((id) => !keys.has(id.replace("privatelink.", "")));
    expect(unregistered).toEqual([]);
  });

  it("puts every command into its category, without AWS in the title", () => {
    for (const { category, title } of commands) {
      expect(category).toBe("PrivateLink");
      expect(title).not.toMatch(/AWS/);
    }
  });

  it("uses only its own commands in menus and welcome texts", () => {
    const inMenus = Object.values(menus).flatMap((entries) =>
      (entries as { command: string }[]).map(({ command }) => command),
    );
    const inWelcome = viewsWelcome.flatMap(({ contents }: { contents: string }) =>
      [...contents.matchAll(/command:([\w.]+)/g)].map(([, id]) => id),
    );
    for (const id of [...inMenus, ...inWelcome]) expect(commandIds).toContain(id);
  });

  it.each(kinds)(
    "gives the row %s one to three inline actions, and no two of a group the same place",
    (kind) => {
      const items: readonly MenuItem[] = menus["view/item/context"];
      const groups = items.filter(({ when }) => isShown(when, kind)).map(({ group }) => group);
      const inline = groups.filter((group) => group.startsWith("inline"));
      expect(inline.length).toBeLessThanOrEqual(3);
      expect(inline.length).toBeGreaterThan(0);
      expect(groups).toEqual([...new Set(groups)]);
    },
  );

  it("gives every inline action a place in the row's context menu too, for the keyboard", () => {
    const items: readonly { command: string; group: string }[] = menus["view/item/context"];
    const inMenu = items.filter(({ group }) => !group.startsWith("inline")).map(({ command }) => command);
    for (const { command, group } of items) {
      if (group.startsWith("inline")) expect(inMenu).toContain(command);
    }
  });

  it("lets no workspace set anything: every setting belongs to the user", () => {
    for (const [name, setting] of Object.entries(configuration.properties)) {
      expect(name).toMatch(/^privatelink\./);
      expect(setting).toMatchObject({ scope: "application" });
    }
  });

  it("works in untrusted and virtual workspaces", () => {
    expect(manifest.capabilities).toEqual({
      untrustedWorkspaces: { supported: true },
      virtualWorkspaces: true,
    });
  });

  it("has a welcome text for every view that can be empty", () => {
    const welcomed = viewsWelcome.map(({ view }: { view: string }) => view);
    for (const { id } of views.privatelink) expect(welcomed).toContain(id);
  });

  it("packages without dependencies of its own", () => {
    expect(manifest.dependencies).toBeUndefined();
  });
});
