// Home by role: what awaits each of the four first, in its own words, and that the demonstration keeps its perspective.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { incident } from "./attack-export.mjs";
import { openApp } from "./browser.mjs";
import { importFile, middleOfMonth } from "./graph.mjs";
import { accessible, importAttack } from "./incident-page.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs, startService } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const region = (page, name) => page.getByRole("region", { name, exact: true });
const headings = (page) => page.locator("main h2").allInnerTexts();

test("each role sees first what awaits it, in its own words", async (t) => {
  const { page } = await openApp(t, site);
  await startService(page, site, { excludedGroup: "Freight servers" });
  await importAttack(page, site);
  await page.goto(`${site.url}#/`);

  await lookAs(page, "expert");
  const experts = region(page, "What awaits the experts");
  await experts.getByText("4 incidents in scope were not taken by an expert yet").waitFor();
  await region(page, "The customer's three duties").waitFor();
  // The clocks of what nobody has taken run: they come first.
  assert.deepEqual((await headings(page)).slice(0, 2), ["To begin", "What awaits the experts"]);
  assert.equal(await region(page, "To begin").getByRole("link", { name: "Open incident" }).count(), 4);
  assert.match(await page.getByRole("heading", { level: 1 }).innerText(), /^4 incidents to begin$/);
  await accessible(page, "Home of an expert");
  // The tab of the list behind it counts the rows that the list has.
  await region(page, "To begin").getByRole("link", { name: "Open as a list" }).click();
  const tab = page.getByRole("navigation", { name: "Lists" }).locator("[aria-current=page]");
  await page.locator(".rows-row:visible").first().waitFor();
  assert.match(await tab.innerText(), /^Open\s*4$/);
  assert.equal(await page.getByRole("grid").getAttribute("aria-rowcount"), "5");
  await page.goto(`${site.url}#/`);
  await experts.getByRole("link", { name: "Open the list" }).click();
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  assert.match(page.url(), /#\/incidents/);

  await page.goto(`${site.url}#/`);
  await lookAs(page, "advisor");
  await region(page, "What awaits the advisor").waitFor();
  assert.equal((await headings(page))[0], "What awaits the advisor");
  assert.match(await page.getByRole("heading", { level: 1 }).innerText(), /awaits? you$/);
  await accessible(page, "Home of the advisor");

  await lookAs(page, "administrator");
  await region(page, "What awaits the administrator").waitFor();
  await region(page, "Your three duties").waitFor();
  assert.equal((await headings(page))[0], "What awaits the administrator");
  await accessible(page, "Home of the administrator");

  await lookAs(page, "analyst");
  await region(page, "What else awaits the analyst").waitFor();
  assert.equal((await headings(page))[0], "Your turn");
  await accessible(page, "Home of the analyst");
  const untaken = region(page, "Your turn").getByRole("link", { name: /^Nobody has taken \d+ open incidents?$/ });
  const [count] = (await untaken.innerText()).match(/\d+/);
  await untaken.click();
  await page.waitForURL(/stage:new/);
  await page.getByText(new RegExp(`^${count} incidents?$`)).first().waitFor();
  await page.goto(`${site.url}#/`);

  // A letter of the experts awaits the customer, and its answer awaits the experts.
  await lookAs(page, "expert");
  await page.goto(`${site.url}#/ask`);
  const form = region(page, "New letter");
  await form.getByRole("textbox", { name: "Subject" }).fill("A key in a public place");
  await form.getByRole("textbox", { name: "Letter" }).fill("We found a **key**.");
  await form.getByRole("button", { name: "Write to the customer" }).click();
  await region(page, "Conversation").getByText("Awaits your answer").waitFor();
  await page.goto(`${site.url}#/`);
  await lookAs(page, "analyst");
  const analyst = region(page, "What else awaits the analyst");
  await analyst.getByText("One letter of the experts awaits your answer").waitFor();
  await page.getByText("We found a key.", { exact: true }).waitFor();
});

test("a month without investigated incidents says whether any was created", async (t) => {
  const { page } = await openApp(t, site);
  await startService(page, site, { excludedGroup: "Freight servers" });
  // The middle of a month before this one, on whatever day the test runs: on the first, yesterday is of last month.
  const earlier = incident(middleOfMonth(2), "8000", "Odd sign-in", { severity: "low" });
  await importFile(page, site, "earlier.json", JSON.stringify({ value: [earlier] }));
  await page.goto(`${site.url}#/`);
  await page.getByText(/^No incident was created in \w+\.$/).waitFor();
  const low = incident(middleOfMonth(1), "8001", "Odd sign-in", { severity: "low" });
  await importFile(page, site, "before.json", JSON.stringify({ value: [low] }));
  await page.goto(`${site.url}#/`);
  await page.getByText(/^One incident was created in \w+, and the experts did not investigate it/).waitFor();
});
