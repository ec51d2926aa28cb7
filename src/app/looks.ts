import type { ListKind } from "../core/inventory/lists.ts";
import { type Scope, scopeId } from "../core/model/scope.ts";

interface Sent {
  /** The newest look that was sent. */
  readonly sent: number;
  /** The newest one whose answer is shown; 0 before the first. */
  readonly shown: number;
  /** When that one was sent, in epoch milliseconds. */
  readonly at: number;
}

const never: Sent = { sent: 0, shown: 0, at: 0 };

/** The order in which lists were asked for. Answers come in any order, and an older one must not replace a newer one. */
export class Looks {
  readonly #lists = new Map<string, Sent>();
  #turn = 0;

  /** Number of the newest look; what is decided now is older than every look with a higher one. */
  get turn(): number {
    return this.#turn;
  }

  /** Numbers a look that is about to be sent. */
  send(scope: Scope, kinds: readonly ListKind[]): number {
    this.#turn += 1;
    for (const kind of kinds) {
      const key = keyOf(scope, kind);
      this.#lists.set(key, { ...(this.#lists.get(key) ?? never), sent: this.#turn });
    }
    return this.#turn;
  }

  /** Which lists of an answer are newer than what is shown; from now on they are what is shown. */
  show(scope: Scope, kinds: readonly ListKind[], turn: number, at: number): readonly ListKind[] {
    const fresh = kinds.filter((kind) => (this.#lists.get(keyOf(scope, kind)) ?? never).shown < turn);
    for (const kind of fresh) {
      const key = keyOf(scope, kind);
      this.#lists.set(key, { ...(this.#lists.get(key) ?? never), shown: turn, at });
    }
    return fresh;
  }

  /** The newest look at a list, and whether its answer is still to come. */
  newest(scope: Scope, kind: ListKind): { readonly turn: number; readonly isUnderWay: boolean } {
    const { sent, shown } = this.#lists.get(keyOf(scope, kind)) ?? never;
    return { turn: sent, isUnderWay: sent > shown };
  }

  /** When the list that is shown was asked for, in epoch milliseconds. */
  shownSince(scope: Scope, kind: ListKind): number {
    return (this.#lists.get(keyOf(scope, kind)) ?? never).at;
  }

  clear(): void {
    this.#lists.clear();
  }
}

function keyOf(scope: Scope, kind: ListKind): string {
  return `${scopeId(scope)}/${kind}`;
}
