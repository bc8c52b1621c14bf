// Nothing in the inspector's tabs that axe finds against WCAG AA, light and dark.
import assert from "node:assert/strict";
import fs from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { open, picture, serve, temporary, test, workflows } from "./backend.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const state = (page, key) => page.getByTestId(`state:${key}`);

/** What axe finds in the inspector: the rule, and the elements. */
async function violations(page) {
  return page.evaluate(async () => {
    const found = await globalThis.axe.run(document.querySelector("[data-testid=inspector]"), { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
  });
}

for (const theme of ["light", "dark"]) {
  test(`each tab of the inspector is accessible (${theme})`, async (t) => {
    const [home, folder] = [await temporary(t, "home"), await workflows(t)];
    const { url } = await serve(t, { home, open: [path.join(folder, "order.asl.json")] });
    const { page, errors } = await open(t, url, { colorScheme: theme, viewport: { width: 1600, height: 1000 }, reducedMotion: "reduce" });
    // Not as a script of the page: its policy allows none but its own.
    await page.evaluate(await fs.readFile(axe, "utf8"));
    const found = [];
    for (const key of ["Check", "Route", "Side by side", "Each", "Refused"]) {
      await state(page, key).click({ position: { x: 60, y: 12 } });
      await page.locator('[data-testid="inspector"] h2', { hasText: key }).waitFor();
      for (const tab of await page.locator('[data-testid^="inspector-tab:"]').all()) {
        const name = await tab.getAttribute("data-testid");
        await tab.click();
        for (const folded of await page.locator('[data-testid=inspector] [data-card] [aria-expanded=false]:not([aria-haspopup])').all()) await folded.click();
        if (name === "inspector-tab:Test" && key === "Refused") {
          await page.getByTestId("test-run").click();
          await page.getByTestId("test-answer").waitFor();
        }
        for (const one of await violations(page)) found.push(`${key} ${name}: ${one}`);
      }
      if (key !== "Check") await picture(page, `page-inspector-${key.toLowerCase().replaceAll(" ", "-")}-${theme}`);
    }
    assert.deepEqual(found, []);
    assert.deepEqual(errors, []);
  });
}
