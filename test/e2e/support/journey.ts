import { test } from "vitest";
import { openWindow, type VsCodeWindow, type WindowOptions } from "./vsCodeWindow.ts";

/** Milliseconds; only ends what hangs. */
const fiveMinutes = 300_000;

/**
 * Declares a journey: a test with a VS Code window of its own. When it fails, what the window showed is kept
 * in `test-results/failures`. Give `timeout` in milliseconds for a journey that needs more than five minutes on a busy machine, and
 * `skip` where a platform cannot show what it is about.
 */
export function journey(
  name: string,
  options: WindowOptions & { readonly timeout?: number; readonly skip?: boolean },
  walk: (window: VsCodeWindow) => Promise<void>,
): void {
  test.skipIf(options.skip ?? false)(name, { timeout: options.timeout ?? fiveMinutes }, async () => {
    const window = await openWindow(options);
    try {
      await walk(window);
    } catch (error) {
      // A window that is gone has nothing to show, and why the journey failed must not get lost over it.
      await window.saveEvidence(name.replaceAll(/\W+/g, "-")).catch(console.error);
      throw error;
    } finally {
      await window.close();
    }
  });
}
