import { Disposable } from "vscode";
import type { Clock } from "../../app/clock.ts";
import { NewRequests } from "../../app/newRequests.ts";
import { RequestsWatch } from "../../app/requestsWatch.ts";
import type { Session } from "../../app/session.ts";
import { TransitionWatch } from "../../app/transitionWatch.ts";
import { RequestCommands } from "../commands/requestCommands.ts";
import { showRequestNotices } from "../status/requestNotices.ts";
import { pollRequests } from "../status/requestPolling.ts";
import { Views } from "./views.ts";

export interface OpenViews extends Disposable {
  readonly views: Views;
  readonly requests: RequestCommands;
}

/** The views, what keeps their rows true, and the notices of requests. */
export function openViews(session: Session, clock: Clock, onVisible: () => void): OpenViews {
  const transitions = new TransitionWatch(session.inventory, clock);
  const requestsWatch = new RequestsWatch(session.inventory, clock);
  const views = new Views(session, (visible) => {
    transitions.setVisible(visible);
    requestsWatch.setVisible(visible);
    if (visible.length > 0) onVisible();
  });
  const requests = new RequestCommands(session, () => views.requests.selection);
  const newRequests = new NewRequests(session.inventory);
  const parts = Disposable.from(
    showRequestNotices(session, newRequests, requests),
    pollRequests(requestsWatch),
    newRequests,
    views,
    transitions,
  );
  return { views, requests, dispose: () => parts.dispose() };
}
