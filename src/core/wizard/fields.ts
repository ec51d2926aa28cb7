import { isIpv4Cidr, isIpv6Cidr, parsePort } from "../model/cidr.ts";
import type { Subnet } from "../model/network.ts";
import type { Answers, Field, Notice, Option, Problem } from "./form.ts";

/** Builds the fields of a form from the user's answers, or from what can be inferred where there is no answer. */
export class Fields {
  readonly #answers: Answers;

  constructor(answers: Answers) {
    this.#answers = answers;
  }

  /** One of several options. */
  choice(id: string, options: readonly Option[], inferred?: string, notices: readonly Notice[] = []) {
    return { kind: "choice" as const, ...this.#oneOf(id, options, inferred), notices };
  }

  radio(id: string, options: readonly Option[], inferred: string) {
    return { kind: "radio" as const, ...this.#oneOf(id, options, inferred), notices: [] };
  }

  text(
    id: string,
    inferred: string,
    check: (text: string) => Problem | undefined,
    notices: readonly Notice[] = [],
  ): Field & { kind: "text" } {
    const answer = this.#answers[id];
    const value = typeof answer === "string" ? answer : inferred;
    const problem = check(value.trim());
    return { kind: "text", id, value, inferred: answer === undefined, ...(problem && { problem }), notices };
  }

  flag(
    id: string,
    inferred: boolean,
    notices: (value: boolean) => readonly Notice[] = () => [],
  ): Field & { kind: "flag" } {
    const answer = this.#answers[id];
    const value = typeof answer === "boolean" ? answer : inferred;
    return { kind: "flag", id, value, inferred: answer === undefined, notices: notices(value) };
  }

  /** Any of several options. */
  set(
    id: string,
    options: readonly Option[],
    inferred: readonly string[],
    check: (values: readonly string[]) => Problem | undefined,
    notices: (values: readonly string[]) => readonly Notice[] = () => [],
  ): Field & { kind: "set" } {
    const answer = this.#answers[id];
    const wanted = Array.isArray(answer) ? answer : inferred;
    const values = options.filter(({ value, refused }) => refused === undefined && wanted.includes(value));
    const chosen = values.map(({ value }) => value);
    const problem = check(chosen);
    return {
      kind: "set",
      id,
      options,
      values: chosen,
      inferred: answer === undefined,
      ...(problem && { problem }),
      notices: notices(chosen),
    };
  }

  #oneOf(id: string, options: readonly Option[], inferred: string | undefined) {
    const offered = (wanted: unknown) =>
      options.find(({ value, refused }) => value === wanted && refused === undefined)?.value;
    const answer = this.#answers[id];
    // An account or VPC that the user chose is never replaced by another one.
    const value = offered(answer === undefined ? inferred : answer) ?? "";
    const isGone = typeof answer === "string" && value === "" && options.length > 0;
    const problem: Problem = isGone ? { code: "noLongerOffered", text: answer } : { code: "required" };
    return {
      id,
      options,
      value,
      inferred: answer === undefined && value !== "",
      ...(value === "" && { problem }),
    };
  }
}

/** What other answers are inferred from: what was proposed for a text, as long as there is a mistake in it. */
export function soundText({ problem, value }: Field & { kind: "text" }, proposed: string): string {
  return problem === undefined ? value : proposed;
}

export function checkPort(text: string): Problem | undefined {
  if (text === "") return { code: "required" };
  return parsePort(text) === undefined ? { code: "port", text } : undefined;
}

/** Security groups and load balancers share these characters, and each refuses one beginning; 24 leaves room for the suffixes of ELB's 32. */
export function checkName(text: string): Problem | undefined {
  if (text === "") return { code: "required" };
  return /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,22}[A-Za-z0-9])?$/.test(text) && !/^(internal-|sg-)/.test(text)
    ? undefined
    : { code: "name", text };
}

/** Blocks of either family, separated by commas or spaces; none is allowed. */
export function checkCidrs(text: string): Problem | undefined {
  const wrong = splitList(text).find((cidr) => !isIpv4Cidr(cidr) && !isIpv6Cidr(cidr));
  return wrong === undefined ? undefined : { code: "cidr", text: wrong };
}

export function splitList(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,]+/))].filter((item) => item !== "");
}

/** Load balancers and endpoints take one subnet per Availability Zone; AWS refuses a second one in the same zone. */
export function checkSubnets(subnets: readonly Subnet[]): (ids: readonly string[]) => Problem | undefined {
  return (ids) => {
    if (ids.length === 0) return { code: "noSubnets" };
    const zones = subnets.filter(({ id }) => ids.includes(id)).map(({ zoneId }) => zoneId);
    const twice = zones.find((zone, index) => zones.indexOf(zone) !== index);
    return twice === undefined ? undefined : { code: "subnetsInOneZone", zoneId: twice };
  };
}
