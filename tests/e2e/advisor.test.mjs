// Working with the advisor: education, the environment, recommendations with their incidents, feedback that is answered and
// escalated; and a review from its schedule to the next month.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openApp } from "./browser.mjs";
import { accessible, dialog, importAttack } from "./incident-page.mjs";
import { serveFolder } from "./server.mjs";
import { lookAs, startService } from "./service-start.mjs";

let site;
before(async () => (site = await serveFolder()));
after(() => site.close());

const region = (page, name) => page.getByRole("region", { name });
const select = (page, label) => dialog(page).getByRole("combobox", { name: label });
const go = (page, path) => page.goto(`${site.url}#/${path}`);

/** Presses a button that opens a dialog, types into it and answers. */
async function say(page, button, text) {
  await button.click();
  await dialog(page).getByRole("textbox").fill(text);
  await dialog(page).getByRole("button").last().click();
  await dialog(page).waitFor({ state: "hidden" });
}

test("nobody fails a duty of a service that is not set up, and empty reports offer what they lack", async (t) => {
  const { page } = await openApp(t, site);
  await go(page, "advisor");
  const duties = region(page, "Your three duties");
  await duties.getByText("Not begun yet").first().waitFor();
  assert.equal(await duties.getByText("Not begun yet").count(), 3);
  assert.equal(await duties.getByText("Not kept").count(), 0);
  await accessible(page, "duties before the service");
  await go(page, "reports/readiness");
  for (const name of ["Import machines", "Import sensors", "Import Secure Score"]) {
    await page.getByRole("link", { name }).waitFor();
  }
  await go(page, "reports/trends");
  await page.getByRole("link", { name: "Open the demonstration" }).waitFor();
  assert.deepEqual(await page.locator(".report-ghost").allInnerTexts(), ["By outcome", "Time to resolve", "By severity"]);
});

test("feedback is given, answered, escalated, resolved and opened again, each by whom it is for", async (t) => {
  const { page } = await openApp(t, site);
  await startService(page, site, { excludedGroup: "Freight servers" });
  await go(page, "advisor");
  await page.getByRole("button", { name: "Name the advisor" }).click();
  await dialog(page).getByRole("textbox", { name: "Name", exact: true }).fill("Ines Okoye");
  await dialog(page).getByRole("textbox", { name: "Email", exact: true }).fill("ines@provider.example");
  // Somebody who is known here is one press away, with the address.
  const deputy = dialog(page).getByRole("textbox", { name: /^Who stands in/ });
  await deputy.fill("secur");
  await dialog(page).getByRole("button", { name: "Security desk, desk@northwind.example" }).click();
  assert.equal(await deputy.inputValue(), "Security desk");
  const address = dialog(page).getByRole("textbox", { name: /^Email of who stands in/ });
  assert.equal(await address.inputValue(), "desk@northwind.example");
  await deputy.fill("Duty desk");
  await address.fill("duty@provider.example");
  await accessible(page, "naming the advisor");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await region(page, "Single point of contact").getByText("On call", { exact: true }).waitFor();
  await region(page, "The customer's three duties").getByRole("heading", { name: "Act on responses in time" }).waitFor();
  await region(page, "What the customer should do next for the posture").getByRole("listitem").first().waitFor();
  await accessible(page, "the advisor");

  await lookAs(page, "analyst");
  await go(page, "advisor/feedback");
  await page.getByRole("button", { name: "Give feedback" }).click();
  await select(page, "What it is").selectOption({ label: "Complaint" });
  await dialog(page).getByRole("textbox", { name: "In one line" }).fill("[free](https://evil.example) answers");
  assert.equal(await dialog(page).getByRole("button", { name: "Send" }).getAttribute("aria-disabled"), "true", "a complaint says what happened");
  await dialog(page).getByRole("textbox", { name: "What happened" }).fill("Two hours without a word.");
  await dialog(page).getByRole("button", { name: "Send" }).click();
  const open = region(page, "Open");
  const row = open.getByRole("listitem").filter({ hasText: "No. 1" }).first();
  await row.getByText(/^Answer due/).waitFor();
  assert.equal(await row.getByRole("link").count(), 0, "a subject is no link");
  await accessible(page, "feedback");

  await lookAs(page, "advisor");
  await go(page, "");
  await page.getByText("One piece of feedback awaits your answer.").waitFor();
  await page.getByRole("link", { name: "Open feedback" }).click();
  await say(page, row.getByRole("button", { name: "Write" }), "We look into it.");
  await row.getByText("Answered in time").waitFor();
  await lookAs(page, "analyst");
  await say(page, row.getByRole("button", { name: "Escalate" }), "It happened again.");
  await row.getByText("Escalation", { exact: true }).waitFor();
  await row.getByText(/^Answer due/).waitFor();

  // By when it is to be answered is a setting, and the advisor is told.
  await lookAs(page, "administrator");
  await page.getByRole("link", { name: "Change the targets" }).click();
  const hours = page.getByRole("textbox", { name: "Escalation, hours" });
  await hours.fill("0");
  assert.equal(await page.getByRole("button", { name: "Review changes" }).getAttribute("aria-disabled"), "true", "no hours are no target");
  await hours.fill("2");
  await page.getByRole("button", { name: "Review changes" }).click();
  await dialog(page).getByRole("row").filter({ hasText: "Answer to feedback: Escalation" }).getByText("within 2 h").waitFor();
  await accessible(page, "targets of feedback before they are saved");
  await dialog(page).getByRole("button").last().click();
  await dialog(page).waitFor({ state: "hidden" });
  await go(page, "notifications");
  const outbox = region(page, "Outbox");
  await outbox.getByText(/^Your answer is awaited: \[free\]/).first().waitFor();
  await outbox.getByText(/^Not answered in time: \[free\]/).first().waitFor();
  assert.match(await outbox.getByRole("link", { name: "Write the mail" }).first().getAttribute("href"), /^mailto:/);
  await go(page, "advisor/feedback");
  await page.getByText("within 2 h").waitFor();

  await lookAs(page, "advisor");
  await say(page, row.getByRole("button", { name: "Resolve" }), "A second expert is on call at night.");
  await region(page, "Resolved").getByText("A second expert is on call at night.").waitFor();
  await lookAs(page, "analyst");
  await say(page, region(page, "Resolved").getByRole("button", { name: "Open again" }), "Not last night.");
  await row.getByText("Not last night.").waitFor();
});

test("education has days and states, gaps of the environment are shown, and recommendations name their incidents", async (t) => {
  const { page } = await openApp(t, site);
  await startService(page, site, { excludedGroup: "Freight servers" });
  await importAttack(page, site);
  await go(page, "advisor/support");
  const plan = region(page, "Education plan");
  await plan.getByRole("button", { name: "Use the usual plan" }).click();
  await plan.getByText("0 of 8 done").waitFor();
  await plan.getByRole("combobox", { name: "State of Read a managed response" }).selectOption({ label: "Done" });
  await plan.getByText("1 of 8 done").waitFor();
  await plan.getByRole("button", { name: "Take Escalate, and hand over to incident response off the plan" }).click();
  await plan.getByText("1 of 7 done").waitFor();
  // What of the usual plan is missing is known by its subject, and one with words of its own is no usual one.
  await plan.getByRole("button", { name: "Add the rest of the usual plan (1)" }).click();
  await plan.getByText("1 of 8 done").waitFor();
  await plan.getByRole("rowheader", { name: "Escalate, and hand over to incident response" }).waitFor();
  assert.equal(await plan.getByRole("button", { name: /^Add the rest/ }).count(), 0);

  // What imports prove is taken over with one press.
  const environment = region(page, "What protects the environment");
  await lookAs(page, "administrator");
  await page.getByText(/^Imports know more than is said here: licences and deployment/).waitFor();
  await accessible(page, "what imports prove of the environment");
  await page.getByRole("button", { name: "Take from imports" }).click();
  await page.getByText(/^Imports know more/).waitFor({ state: "detached" });
  await environment.getByRole("row").filter({ hasText: "Computers and phones" }).getByText("Experts act").waitFor();
  const network = environment.getByRole("row").filter({ hasText: "Network" });
  await network.getByText("Gap: nobody named").waitFor();
  await environment.getByRole("button", { name: "Add a product" }).click();
  await dialog(page).getByRole("textbox", { name: "Name", exact: true }).fill("Edge firewall");
  await select(page, "Part").selectOption({ label: "Network" });
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await network.getByText("Gap: seen by others only").waitFor();
  await environment.getByRole("button", { name: "Change Edge firewall" }).click();
  await dialog(page).getByRole("checkbox", { name: /reach Defender/ }).check();
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await network.getByText("Enriches incidents").waitFor();
  await accessible(page, "readiness support");

  await go(page, "advisor/recommendations");
  const list = region(page, "Recommendations and the incidents they would have changed");
  const theft = list.getByRole("listitem").filter({ has: page.getByRole("heading", { name: /credential theft/i }) });
  await theft.getByText(/ATT&CK M1043/).waitFor();
  await theft.getByRole("link", { name: /^Credential theft and lateral movement/ }).waitFor();
  await accessible(page, "recommendations");
  // A state is changed where it stands.
  await theft.getByRole("button", { name: /^Change the state of/ }).click();
  await select(page, "State").selectOption({ label: "In progress" });
  await dialog(page).getByRole("textbox", { name: /^Owner/ }).fill("Ada Lind");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await dialog(page).waitFor({ state: "hidden" });
  await theft.getByText("In progress").waitFor();
  await theft.getByText("Ada Lind").waitFor();
  await theft.getByRole("link", { name: /^Credential theft and lateral movement/ }).click();
  await page.getByRole("heading", { level: 1, name: /^Credential theft and lateral movement/ }).waitFor();
});

test("a review is scheduled, signed off, and what is open goes on to the month after it", async (t) => {
  const { page } = await openApp(t, site);
  await startService(page, site, { excludedGroup: "Freight servers" });
  await importAttack(page, site);
  await go(page, "reports/review");
  await page.getByRole("button", { name: "Begin a review" }).click();
  const title = page.getByRole("textbox", { name: "Title" });
  await title.waitFor();
  const month = await title.inputValue();
  const chosen = page.getByRole("combobox", { name: "Period", exact: true });
  const period = await chosen.inputValue();
  await page.getByRole("textbox", { name: "Summary" }).fill("A quiet month.");
  const add = async (button, what, owner) => {
    await page.getByRole("button", { name: button }).click();
    const last = page.locator(".review-point").filter({ has: page.getByRole("combobox", { name: "Owner" }) }).last();
    await last.getByRole("textbox", { name: "What" }).fill(what);
    await last.getByRole("combobox", { name: "Owner" }).fill(owner);
  };
  await add("Add action", "Onboard the warehouse laptops", "Mara");
  await page.getByRole("status").filter({ hasText: /^Saved .* by / }).waitFor();

  // It is looked at in a meeting that service review contacts are told of.
  await go(page, "check-ins");
  await page.getByRole("button", { name: "Plan a check-in" }).click();
  await dialog(page).getByLabel("Day").fill("2027-01-28");
  await select(page, "Review pack").selectOption({ label: month });
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await region(page, "Planned").getByRole("link", { name: new RegExp(month) }).click();
  await page.getByRole("link", { name: month }).click();

  await page.getByRole("button", { name: "Sign off" }).click();
  await dialog(page).getByRole("button", { name: "Sign off" }).click();
  await page.getByText(/^Signed off by/).first().waitFor();
  assert.equal(await title.getAttribute("readonly"), "", "signed it stays as it is");
  await page.getByRole("button", { name: "Carry over to the next month" }).click();
  await page.getByText("carried over", { exact: true }).waitFor();
  const [first, next] = [period, await chosen.inputValue()].map((it) => it.split(".."));
  const after = new Date(`${first[1]}T00:00:00Z`);
  after.setUTCDate(after.getUTCDate() + 1);
  assert.equal(next[0], after.toISOString().slice(0, 10), "the next month begins where this one ended");
  assert.notEqual(await title.inputValue(), month);
  assert.equal(await page.getByRole("combobox", { name: "Owner" }).inputValue(), "Mara");
});
