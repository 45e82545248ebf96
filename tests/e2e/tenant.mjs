// A tenant to set up: the wizard filled in by hand, and exports of machines and sensors, made up.

/** The steps of the wizard: the word in the address, the question, and the name on the button that leads there. */
export const STEPS = [
  { word: "get-started", question: "Bring in the experts", name: "Get started" },
  { word: "permissions", question: "What may the experts do?", name: "Permissions" },
  { word: "exclusions", question: "On what must the experts never act?", name: "Exclusions" },
  { word: "incident-contacts", question: "Whom do the experts reach about incidents?", name: "Incident contacts" },
  { word: "review-contacts", question: "Whom do they meet for service reviews?", name: "Service review contacts" },
  { word: "teams", question: "Should the experts reach you in Teams?", name: "Teams" },
  { word: "review", question: "Is everything right?", name: "Review and submit" },
  { word: "next-steps", question: "What comes now", name: "Next steps" },
];

/** Waits until a step is open; its question has the focus. */
export async function atStep(page, word) {
  const { question } = STEPS.find((step) => step.word === word);
  await page.getByRole("heading", { level: 1, name: question }).waitFor();
}

/** Presses the button that leads to a step and waits for it. */
export async function goOn(page, word) {
  const { name } = STEPS.find((step) => step.word === word);
  await page.getByRole("button", { name: `Next: ${name}` }).click();
  await atStep(page, word);
}

/** Waits until the draft on the screen is on disk. */
export async function draftSaved(page) {
  await page.getByText("Saving draft").waitFor({ state: "detached" });
  await page.getByText(/^Draft saved on this device, \d\d:\d\d$/).waitFor();
}

export const box = (page, name) => page.getByRole("textbox", { name });
export const choice = (page, name) => page.getByRole("checkbox", { name });

/** Types a contact into the fields of the step that is open. */
export async function typeContact(page, { name, email, phone = "" }) {
  await box(page, "Name").fill(name);
  await box(page, "Email").fill(email);
  await box(page, /^Phone/).fill(phone);
}

/** Fills the wizard in and submits it: the experts may respond, one contact serves both purposes. */
export async function submitSetup(page, site) {
  await page.goto(`${site.url}#/setup/get-started`);
  await atStep(page, "get-started");
  await goOn(page, "permissions");
  await choice(page, /^Respond directly/).check();
  await goOn(page, "exclusions");
  await page.getByRole("button", { name: "Skip this step" }).click();
  await atStep(page, "incident-contacts");
  await typeContact(page, { name: "Security desk", email: "desk@northwind.example", phone: "+49 30 1234567" });
  await choice(page, "Also for service reviews").check();
  await goOn(page, "review-contacts");
  await goOn(page, "teams");
  await page.getByRole("button", { name: "Skip this step" }).click();
  await atStep(page, "review");
  await page.getByRole("button", { name: "Submit" }).click();
  await atStep(page, "next-steps");
}

/** A table of people with their groups. */
export const PEOPLE = [
  "Display name,Mail,Job title,Mobile phone,Groups",
  "Mara Lindqvist,mara@northwind.example,Head of dispatch,+49 30 1234567,Freight desk",
  "Jon Okafor,jon@northwind.example,Security lead,+49 30 7654321,Freight desk; Night shift",
].join("\n");

/** An export of Defender for Endpoint machines with so many of each standing. */
export function machinesExport({ protectedCount, antivirusOff = 0, silent = 0, notOnboarded = 0, duplicates = 0 }) {
  const machine = (kind, number, over) => ({
    id: `${kind}-${number}`,
    computerDnsName: `${kind}-${number}.northwind.example`,
    onboardingStatus: "Onboarded",
    healthStatus: "Active",
    defenderAvStatus: "Updated",
    lastSeen: new Date().toISOString(),
    ...over,
  });
  const many = (count, kind, over) => Array.from({ length: count }, (_, number) => machine(kind, number, over));
  return JSON.stringify({
    "@odata.context": "https://api.security.microsoft.com/api/$metadata#Machines",
    value: [
      ...many(protectedCount, "laptop", {}),
      ...many(antivirusOff, "scanner", { defenderAvStatus: "Disabled" }),
      ...many(silent, "kiosk", { healthStatus: "Inactive" }),
      ...many(notOnboarded, "camera", { onboardingStatus: "CanBeOnboarded" }),
      ...many(duplicates, "twin", { isPotentialDuplication: true }),
    ],
  });
}

/** An export of Defender for Identity sensors: so many domain controllers, so many of them healthy. */
export function sensorsExport({ controllers, healthy }) {
  const sensor = (number) => ({
    id: `sensor-${number}`,
    displayName: `DC-${number}`,
    domainName: "northwind.example",
    sensorType: "domainControllerIntegrated",
    deploymentStatus: "upToDate",
    healthStatus: number < healthy ? "healthy" : "notHealthyHigh",
    serviceStatus: "running",
  });
  return JSON.stringify({
    "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#security/identities/sensors",
    value: Array.from({ length: controllers }, (_, number) => sensor(number)),
  });
}
