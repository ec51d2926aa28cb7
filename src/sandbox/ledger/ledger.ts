import { balancingBehaviours } from "./balancing.ts";
import type { Behaviour, Confidence } from "./behaviour.ts";
import { connectionBehaviours } from "./connections.ts";
import { networkBehaviours } from "./network.ts";
import { serviceBehaviours } from "./services.ts";

/** Everything that the sandbox does as AWS does, with the reason to believe it. */
export const ledger: readonly Behaviour[] = [
  ...serviceBehaviours,
  ...connectionBehaviours,
  ...networkBehaviours,
  ...balancingBehaviours,
];

const headings: Readonly<Record<Confidence, string>> = {
  documented: "Documented by AWS",
  observed: "Seen on real AWS",
  modelled: "Modelled: not known to be so",
};

const maximumWidth = 100;

/** The ledger as text for a terminal: one table per confidence, the least sure last, where a reader ends up. */
export function ledgerText(behaviours: readonly Behaviour[] = ledger): string {
  const indent = Math.max(...behaviours.map(({ id }) => id.length)) + 4;
  const sections = (["documented", "observed", "modelled"] as const).map((confidence) => {
    const chosen = behaviours.filter((each) => each.confidence === confidence);
    const rows = chosen.map(({ id, behaviour, evidence }) =>
      row(id, [behaviour, `Evidence: ${evidence}`], indent),
    );
    return [`${headings[confidence]} (${chosen.length})`, ...rows].join("\n\n");
  });
  return `${sections.join("\n\n\n")}\n`;
}

/** An id in the first column and texts, each wrapped, in the second. */
function row(id: string, texts: readonly string[], indent: number): string {
  const lines = texts.flatMap((text) => wrapped(text, maximumWidth - indent));
  return lines.map((line, index) => `  ${(index === 0 ? id : "").padEnd(indent - 2)}${line}`).join("\n");
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
