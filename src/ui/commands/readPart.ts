import { ProgressLocation, window } from "vscode";
import type { Aws } from "../../app/aws.ts";
import { loadable } from "../../app/readScope.ts";
import type { Session } from "../../app/session.ts";
import type { Loadable } from "../../core/model/snapshot.ts";
import { failureSentence } from "../../text/failures.ts";
import { toSignal } from "../platform/cancellation.ts";

type Read<T> = (aws: Aws, signal: AbortSignal) => Promise<T>;

/** Reads from AWS what a decision rests on, at the moment it is made; rows may be older. */
export async function readPart<T>(session: Session, read: Read<T>): Promise<Loadable<T>> {
  return window.withProgress({ location: ProgressLocation.Window, title: "PrivateLink" }, (_, token) =>
    loadable(async () => read(await session.aws(), toSignal(token))),
  );
}

/** The same for what a command cannot do without: says why it cannot be read. */
export async function readOrSay<T>(session: Session, read: Read<T>): Promise<T | undefined> {
  const part = await readPart(session, read);
  if (part.status === "failed") void window.showErrorMessage(failureSentence(part.failure));
  return part.status === "ready" ? part.value : undefined;
}
