import { expect } from "vitest";
import { journey } from "./support/journey.ts";
import { screenshot } from "./support/screenshot.ts";
import { openView, viewPane } from "./support/views.ts";

journey("VS Code opens and shows the PrivateLink views", {}, async ({ page }) => {
  await openView(page, "PrivateLink");
  for (const view of ["Requests", "Endpoint Services", "Endpoints"]) {
    const pane = await viewPane(page, view);
    expect(await pane.isVisible(), view).toBe(true);
  }
  await screenshot(page, "opens");
});
