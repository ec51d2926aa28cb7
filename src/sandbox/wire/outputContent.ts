import { isRecord } from "./values.ts";

/** Follows the last member of a structure. */
const end = Symbol("end");

/**
 * A copy of what an output consists of, to tell later whether it still does: outputs share lists with the world, which
 * changes. The names, lengths and scalars in turn are enough, as the schema says what is a list and what a structure.
 */
export class OutputContent {
  private readonly parts: unknown[] = [];
  private readonly recorded: boolean;
  private position = 0;

  constructor(output: unknown) {
    this.recorded = false;
    this.passes(output);
    this.recorded = true;
  }

  /** Whether another output would be written as the same. */
  isThatOf(output: unknown): boolean {
    this.position = 0;
    return this.passes(output);
  }

  private passes(value: unknown): boolean {
    if (Array.isArray(value)) {
      if (!this.meets(value.length)) return false;
      for (const item of value) if (!this.passes(item)) return false;
      return true;
    }
    if (value instanceof Date) return this.meets(value.getTime());
    if (!isRecord(value)) return this.meets(value);
    for (const name in value) if (!this.meets(name) || !this.passes(value[name])) return false;
    return this.meets(end);
  }

  /** Records a part, or compares it with the one that was recorded in its place. */
  private meets(part: unknown): boolean {
    if (!this.recorded) this.parts.push(part);
    else if (this.parts[this.position] !== part) return false;
    this.position += 1;
    return true;
  }
}
