// A service in full response, reached by hand: set-up with an exclusion, readiness, the gate, both phases.

import { importFile } from "./graph.mjs";
import { atStep, box, choice, goOn, machinesExport, sensorsExport, typeContact } from "./tenant.mjs";

const BY_HAND = ["Require MFA for administrators", "Run Defender Antivirus in active mode", "Turn on tamper protection", "Turn on the audit log"];

const dialog = (page) => page.getByRole("dialog");
const button = (page, name) => page.getByRole("button", { name, exact: true });

/** Looks as `administrator`, `analyst`, `expert` or `advisor`. */
export async function lookAs(page, role) {
  await page.locator("#perspective").selectOption(role);
}

/** Goes through the wizard: the experts may respond, one device group is excluded, one contact serves both purposes. */
async function setUp(page, site, excludedGroup) {
  await page.goto(`${site.url}#/setup/get-started`);
  await atStep(page, "get-started");
  await goOn(page, "permissions");
  await choice(page, /^Respond directly/).check();
  await goOn(page, "exclusions");
  await box(page, "Name of the device group").fill(excludedGroup);
  await button(page, "Add exclusion").click();
  await goOn(page, "incident-contacts");
  await typeContact(page, { name: "Security desk", email: "desk@northwind.example" });
  await choice(page, "Also for service reviews").check();
  await goOn(page, "review-contacts");
  await goOn(page, "teams");
  await page.getByRole("button", { name: "Skip this step" }).click();
  await atStep(page, "review");
  await page.getByRole("button", { name: "Submit" }).click();
  await atStep(page, "next-steps");
}

async function setState(page, name, state) {
  await page.locator("#saved-state", { hasText: "Saved" }).waitFor();
  await button(page, `Change the state of ${name}`).click();
  await dialog(page).getByRole("combobox", { name: "State" }).selectOption({ label: state });
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await dialog(page).waitFor({ state: "hidden" });
}

async function startPhase(page, name) {
  await button(page, name).click();
  await dialog(page).getByRole("button", { name }).click();
  await dialog(page).waitFor({ state: "hidden" });
}

/** Brings a fresh workspace into full response. The device group stays excluded. */
export async function startService(page, site, { excludedGroup }) {
  await setUp(page, site, excludedGroup);
  await importFile(page, site, "machines.json", machinesExport({ protectedCount: 20 }));
  await importFile(page, site, "sensors.json", sensorsExport({ controllers: 2, healthy: 2 }));
  await page.goto(`${site.url}#/service/status`);
  await page.getByRole("region", { name: "Gate" }).waitFor();
  for (const name of BY_HAND) await setState(page, name, "Completed");
  await button(page, "Enter licensed devices").click();
  await dialog(page).getByRole("textbox", { name: "Licensed devices" }).fill("20");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await dialog(page).waitFor({ state: "hidden" });
  await lookAs(page, "advisor");
  await startPhase(page, "Start monitoring");
  await startPhase(page, "Start full response");
}
