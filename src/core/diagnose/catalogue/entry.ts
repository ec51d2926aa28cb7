import type { Cause, CauseOf, Family } from "../cause.ts";

/** What the catalogue says of a cause besides its id. */
export type Entry = Omit<Cause, "id" | "subsumes"> & Partial<Pick<Cause, "subsumes">>;

/** Every cause of a family, none more and none less. */
export type Entries<F extends Family> = Readonly<Record<CauseOf<F>, Entry>>;
