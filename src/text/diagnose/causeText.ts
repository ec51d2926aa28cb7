import type { CauseOf, Family } from "../../core/diagnose/cause.ts";
import type { Parameters } from "../../core/diagnose/finding.ts";

/** What is said of a cause. */
export interface CauseText {
  /** Without anything concrete, for lists of what is fine, unseen or not checked: "Endpoint waits for acceptance". */
  readonly name: string;
  /** With what was found: "`vpce-1` waits for acceptance by 111111111111". Absent for causes that are not checked. */
  readonly title?: (found: Parameters) => string;
  /** One or two sentences that a newcomer understands, the symptom included. */
  readonly meaning: string;
  /** What to do, and who. */
  readonly advice: (found: Parameters) => string;
  /** By the fix's code: what it does, as on a button. */
  readonly fixes?: Readonly<Record<string, (found: Parameters) => string>>;
}

/** The texts of a family, none missing. */
export type FamilyTexts<F extends Family> = Readonly<Record<CauseOf<F>, CauseText>>;
