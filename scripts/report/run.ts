import { lastLine, type Outcome, oneTest, total } from "./outcome.ts";

/** One step of a run. */
export interface Stage {
  readonly title: string;
  /** Titles of the stages without whose success this one cannot tell anything. */
  readonly needs?: readonly string[];
  readonly run: () => Promise<Outcome>;
}

/** Prints one line of a run's report. */
export const print = (line: string): void => console.log(line);

/**
 * Runs the stages in order, each under a heading and with its time, and prints the sum as the last line.
 * A failed stage does not end the run; the stages that need it are left out, which the report says.
 * Sets the exit code of this process when anything failed.
 */
export async function runStages(stages: readonly Stage[]): Promise<void> {
  const outcomes = new Map<string, Outcome>();
  for (const stage of stages) {
    const missing = stage.needs?.find((title) => outcomes.get(title)?.failed !== 0);
    const outcome = missing === undefined ? await timed(stage) : leftOut(stage.title, missing);
    outcomes.set(stage.title, outcome);
  }
  const sum = total([...outcomes.values()]);
  print("");
  for (const reason of sum.skipped) print(`skipped: ${reason}`);
  for (const [title, { failed }] of outcomes) if (failed > 0) print(`failed: ${title}`);
  if (sum.failed > 0) process.exitCode = 1;
  print(lastLine(sum));
}

async function timed({ title, run }: Stage): Promise<Outcome> {
  print(`\n=== ${title}`);
  const start = performance.now();
  const outcome = await run().catch((error: unknown) => {
    print(error instanceof Error ? error.message : String(error));
    return oneTest(false);
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  print(`=== ${title}: ${lastLine(outcome)} (${seconds} s)`);
  return outcome;
}

function leftOut(title: string, missing: string): Outcome {
  return { passed: 0, failed: 0, skipped: [`${title}, because it needs "${missing}", which did not pass`] };
}
