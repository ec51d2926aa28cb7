import type { Page } from "playwright-core";
import { projectPath } from "../../../scripts/paths.ts";

/** Saves what the window shows to `test-results/screenshots/NAME.png`. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({
    path: projectPath(`test-results/screenshots/${name}.png`),
    animations: "disabled",
  });
}
