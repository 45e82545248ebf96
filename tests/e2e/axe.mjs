// Accessibility by axe-core: what it finds is listed so that one can mend it without opening a browser.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The violations that axe finds on the page as it stands, one text each; `within` narrows it to a selector, `but` names rules to leave out. */
export async function violations(page, { within, but = [] } = {}) {
  // Evaluated by the debugger, which the page's Content Security Policy does not touch.
  await page.evaluate(source);
  const found = await page.evaluate(
    async ([scope, tags, but]) => {
      const rules = Object.fromEntries(but.map((rule) => [rule, { enabled: false }]));
      const result = await globalThis.axe.run(scope ?? document, { runOnly: tags, rules, resultTypes: ["violations"] });
      return result.violations.map(({ id, impact, help, nodes }) => ({
        id,
        impact,
        help,
        nodes: nodes.map((node) => ({ target: node.target.join(" "), why: node.failureSummary })),
      }));
    },
    [within, TAGS, but],
  );
  return found.map(({ id, impact, help, nodes }) =>
    [`${id} (${impact}): ${help}`, ...nodes.map(({ target, why }) => `  ${target}\n    ${why.replaceAll("\n", "\n    ")}`)].join("\n"),
  );
}

/**
 * Waits until nothing moves any more but what never ends: half-way through a change, colours have no contrast to speak of.
 * What follows scrolling runs always and moves with it alone.
 */
export const atRest = (page) =>
  page.waitForFunction(() => {
    const ends = ({ effect, timeline }) => timeline instanceof DocumentTimeline && effect.getComputedTiming().endTime !== Infinity;
    return !document.getAnimations().some((one) => one.playState === "running" && ends(one));
  });

/** Fails with the list of violations when axe finds any. */
export async function expectAccessible(page, what, options) {
  await atRest(page);
  const found = await violations(page, options);
  assert.equal(found.length, 0, `axe finds ${found.length} kinds of violation on ${what}:\n${found.join("\n")}`);
}
