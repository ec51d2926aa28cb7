/**
 * Moves the focus, and with it a screen reader, to an element. Nothing happens while the page is not focused: a result
 * that arrives later must not pull the user out of the editor they work in.
 */
export function focusIfActive(id: string): void {
  if (document.hasFocus()) document.getElementById(id)?.focus();
}

/** The same where the focus was on something that is gone, or cannot have it any more. */
export function focusIfLost(id: string): void {
  if (document.activeElement === document.body) focusIfActive(id);
}

/** Goes to a part of the page on the user's request. */
export function goTo(id: string): void {
  const target = document.getElementById(id);
  target?.scrollIntoView({ block: "start" });
  target?.focus({ preventScroll: true });
}
