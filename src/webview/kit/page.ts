import { render, type TemplateResult } from "lit";
import { parseEnvelope, type StateMessage } from "../../protocol/envelope.ts";

/** A page: what it shows is a function of the host's state and the time. */
interface Page<S> {
  view(state: S, now: number): TemplateResult;
  /** Before a new state is shown; `previous` is absent for the first one. */
  receive?(state: S): void;
  /** After a new state is shown: the place to move the focus. */
  shown?(state: S, previous: S | undefined): void;
  /** The state shows elapsed time, so the page is drawn again each second. */
  ticks(state: S): boolean;
}

/**
 * Shows a page in the shell's `#page` and keeps it up to date with the host's snapshots. Returns what draws it again when
 * something that only the page knows has changed.
 */
export function mountPage<S>(page: Page<S>): () => void {
  const root = document.getElementById("page") ?? document.body;
  let current: S | undefined;
  let ticking: number | undefined;

  const draw = () => {
    if (current !== undefined) render(page.view(current, Date.now()), root);
  };
  const tick = (wanted: boolean) => {
    if (wanted === (ticking !== undefined)) return;
    clearInterval(ticking);
    ticking = wanted ? window.setInterval(draw, 1000) : undefined;
  };
  window.addEventListener("message", ({ data }) => {
    if (parseEnvelope(data)?.type !== "state") return;
    const previous = current;
    // The host is trusted: both ends are built from the same protocol.
    current = (data as StateMessage<S>).state;
    page.receive?.(current);
    draw();
    tick(page.ticks(current));
    page.shown?.(current, previous);
  });
  return draw;
}
