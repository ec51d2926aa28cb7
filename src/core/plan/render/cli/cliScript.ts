import { waitSentence } from "../../../../text/plan.ts";
import { cliTexts, planHeader, stepLine } from "../../../../text/planOutputs.ts";
import { refersToSteps } from "../../resolve.ts";
import type { Plan, Reference, Step, Wait } from "../../step.ts";
import { comment } from "../comment.ts";
import { placeholder } from "../template.ts";
import { type Argument, commandOf } from "./arguments.ts";
import { cliFunctions } from "./functions.ts";
import { variableName } from "./names.ts";
import { type Part, shellWord } from "./shellWord.ts";

/**
 * The plan as a bash script for the AWS CLI, one command per step and its wait, with the plan's own client tokens and tags.
 * It knows no operation by name, so it renders every plan.
 */
export function cliScript(plan: Plan): string {
  const head = [
    "#!/usr/bin/env bash",
    ...comment(...planHeader(plan), ...cliTexts.header),
    "set -euo pipefail",
    "export AWS_PAGER=''",
    `on_stop=${shellWord([cliTexts.stopped(plan)], variable)}`,
  ].join("\n");
  const steps = plan.steps.map((step, index) => stepText(step, index + 1).join("\n"));
  return `${[head, cliFunctions, ...steps].join("\n\n")}\n`;
}

/** The command for one step by itself, where other steps' outputs are filled in by hand. */
export function cliCommand(step: Step): string {
  return commandOf(step, step.scope)
    .map((words) => words.map((word) => shellWord(word.map(byHand), variable)).join(" "))
    .join(" \\\n  ");
}

function byHand(part: Part): string {
  return typeof part === "string" ? part : placeholder(part);
}

function stepText(step: Step, number: number): readonly string[] {
  return [
    ...waitLines(step, step.before),
    ...comment(stepLine(step, number)),
    ...callText(step),
    ...waitLines(step, step.wait),
  ];
}

function waitLines(step: Step, wait: Wait | undefined): readonly string[] {
  return wait === undefined ? [] : [...comment(waitSentence(wait)), waitText(step, wait)];
}

function callText(step: Step): readonly string[] {
  const command = commandOf(step, step.scope);
  const outputs = Object.entries(step.outputs);
  const codes = shellWord([(step.doneWhen ?? []).join(" ")], variable);
  if (outputs.length === 0) return [`act ${codes} ${lines(command)}`];
  const queried = [...command, query(outputs.map(([, path]) => jmesPath(path)))];
  // Only what refers to earlier steps can meet something that is not there yet.
  const guarded = refersToSteps(step.input) || step.doneWhen !== undefined;
  const answer = `$(${guarded ? `call ${codes} ` : ""}${lines(queried)})`;
  const names = outputs.map(([output]) => variableName({ step: step.id, output }));
  const [only] = names;
  if (names.length === 1) return [`${only}=${answer}`, ...knownLines(step), ...names.map(sayMade)];
  return [`answer=${answer}`, `read -r ${names.join(" ")} <<<"$answer"`, ...names.map(sayMade)];
}

/** What is there already gives no answer. */
function knownLines({ id, known = {} }: Step): readonly string[] {
  return Object.entries(known).map(([output, value]) => {
    const name = variableName({ step: id, output });
    return `if [ -z "$${name}" ]; then ${name}=${shellWord([value], variable)}; fi`;
  });
}

/** What the script has made is what its reader needs to take it back. */
function sayMade(name: string): string {
  return `printf '%s\\n' "${name}=$${name}"`;
}

function waitText({ scope }: Step, wait: Wait): string {
  const command = [...commandOf(wait, wait.scope ?? scope), query([waitPath(wait)])];
  const words = [
    String(wait.timeoutSeconds ?? "unlimited"),
    wait.enough ?? "all",
    wait.until.join(" ").toLowerCase(),
    wait.failWhen.join(" ").toLowerCase(),
  ];
  return `wait_until ${words.map((word) => shellWord([word], variable)).join(" ")} ${lines(command)}`;
}

function waitPath({ path, among }: Wait): string {
  if (among === undefined) return jmesPath(path);
  return `${jmesPath(path)} | [?contains(\`${JSON.stringify(among)}\`, @)]`;
}

function query(paths: readonly string[]): Argument {
  const [only] = paths;
  const path = only !== undefined && paths.length === 1 ? only : `[${paths.join(", ")}]`;
  return [["--query"], [path], ["--output"], ["text"]];
}

/** A plan's path in the CLI's query language: `Items.*.State` > `Items[].State`, `Items.0.Id` > `Items[0].Id`. */
function jmesPath(path: string): string {
  return path.replaceAll(/\.\*(?=\.|$)/g, "[]").replaceAll(/\.(\d+)(?=\.|$)/g, "[$1]");
}

function lines(command: readonly Argument[]): string {
  return command.map((words) => words.map((word) => shellWord(word, variable)).join(" ")).join(" \\\n  ");
}

function variable(reference: Reference): string {
  return `$${variableName(reference)}`;
}
