// Exports as Microsoft Graph writes them, made up: the same arguments give the same text, dated relative to today.

const TITLES = [
  "Credential theft and lateral movement from",
  "Suspicious sign-in on",
  "Malware blocked on",
  "Phishing mail opened on",
  "Kerberoasting from",
  "Ransomware behaviour stopped on",
  "PowerShell download cradle on",
];
const CATEGORIES = ["InitialAccess", "Execution", "Persistence", "CredentialAccess", "LateralMovement", "CommandAndControl", "Malware"];
const TECHNIQUES = ["T1566.001", "T1059.001", "T1547.001", "T1003.001", "T1021.002", "T1105"];
const SOURCES = ["microsoftDefenderForEndpoint", "microsoftDefenderForOffice365", "microsoftDefenderForIdentity", "azureAdIdentityProtection"];
const SEVERITIES = ["high", "medium", "medium", "low", "informational"];
const DAY_MS = 86_400_000;

/** The middle of a month of the browser, so many months before the present one, in milliseconds. The clock of the tests
 * themselves may still be in the month before. */
export function middleOfMonth(monthsBack) {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin", year: "numeric", month: "2-digit" }).format();
  const [year, month] = parts.split("-").map(Number);
  return Date.UTC(year, month - 1 - monthsBack, 15, 12);
}

/** Numbers from 0 to 1 that are always the same for a seed. */
function chance(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

/** One incident with its alerts; `over` replaces fields. */
export function incident(number, over = {}, next = chance(number * 7_919)) {
  const pick = (list) => list[Math.floor(next() * list.length)];
  const created = new Date(Date.now() - Math.floor((1 + next() * 80) * DAY_MS));
  const updated = new Date(created.getTime() + Math.floor((0.2 + next() * 6) * 3_600_000));
  const device = `WS-${String(1_000 + (number % 90))}`;
  const severity = over.severity ?? pick(SEVERITIES);
  const status = over.status ?? (next() < 0.2 ? "active" : "resolved");
  const source = pick(SOURCES);
  const alert = {
    id: `alert-${number}`,
    incidentId: String(number),
    title: "Suspicious process",
    status: status === "resolved" ? "resolved" : "new",
    severity,
    classification: "unknown",
    determination: "unknown",
    serviceSource: source,
    detectionSource: source,
    category: pick(CATEGORIES),
    mitreTechniques: [pick(TECHNIQUES)],
    createdDateTime: created.toISOString(),
    lastUpdateDateTime: updated.toISOString(),
    resolvedDateTime: status === "resolved" ? updated.toISOString() : null,
    firstActivityDateTime: created.toISOString(),
    lastActivityDateTime: updated.toISOString(),
    evidence: [
      {
        "@odata.type": "#microsoft.graph.security.deviceEvidence",
        createdDateTime: created.toISOString(),
        verdict: "suspicious",
        remediationStatus: "active",
        roles: [],
        mdeDeviceId: `device-${device.toLowerCase()}`,
        deviceDnsName: device,
        osPlatform: "Windows11",
        rbacGroupName: "Depots",
      },
      {
        "@odata.type": "#microsoft.graph.security.userEvidence",
        verdict: "suspicious",
        remediationStatus: "none",
        userAccount: { accountName: "m.vos", userPrincipalName: "m.vos@northwind.example" },
      },
    ],
  };
  return {
    id: String(number),
    displayName: `${pick(TITLES)} ${device}`,
    status,
    severity,
    classification: "unknown",
    determination: "unknown",
    assignedTo: null,
    createdDateTime: created.toISOString(),
    lastUpdateDateTime: updated.toISOString(),
    redirectIncidentId: null,
    customTags: [],
    systemTags: status === "resolved" && ["high", "medium"].includes(severity) ? ["Defender Experts"] : [],
    comments: [],
    alerts: [alert],
    ...over,
  };
}

/** A page of Graph incidents: `count` made-up ones, then the given ones. */
export function incidentsExport(count, more = []) {
  const value = [...Array.from({ length: count }, (_, at) => incident(1_000 + at)), ...more];
  return JSON.stringify({ "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#security/incidents(alerts())", value });
}

/** Defender for Endpoint machines: `healthy` that are protected and `silent` whose sensor does not report. */
export function machinesExport(healthy, silent = 0) {
  const now = new Date().toISOString();
  const machine = (number, healthStatus) => ({
    id: number.toString(16).padStart(40, "0"),
    computerDnsName: `ws-${number}.northwind.example`,
    firstSeen: now,
    lastSeen: now,
    osPlatform: "Windows11",
    healthStatus,
    onboardingStatus: "Onboarded",
    defenderAvStatus: "Updated",
    riskScore: "None",
    exposureLevel: "Low",
    deviceValue: "Normal",
    isExcluded: false,
    isPotentialDuplication: false,
    mergedIntoMachineId: null,
  });
  const value = Array.from({ length: healthy + silent }, (_, at) => machine(at + 1, at < healthy ? "Active" : "Inactive"));
  return JSON.stringify({ "@odata.context": "https://api.security.microsoft.com/api/$metadata#Machines", value });
}

/** Defender for Identity sensors, one a domain controller. */
export function sensorsExport(healthy, unhealthy = 0) {
  const sensor = (number, healthStatus) => ({
    "@odata.type": "#microsoft.graph.security.sensor",
    id: `sensor-${number}`,
    displayName: `NWF-DC-0${number}`,
    sensorType: "domainControllerIntegrated",
    domainName: "northwind.example",
    createdDateTime: new Date().toISOString(),
    deploymentStatus: "upToDate",
    healthStatus,
    serviceStatus: "running",
    openHealthIssuesCount: 0,
    version: "2.242.0.0",
    settings: { description: "", isDelayedDeploymentEnabled: false, domainControllerDnsNames: [`nwf-dc-0${number}.northwind.example`] },
  });
  const value = Array.from({ length: healthy + unhealthy }, (_, at) => sensor(at + 1, at < healthy ? "healthy" : "notHealthyHigh"));
  return JSON.stringify({ "@odata.context": "https://graph.microsoft.com/beta/$metadata#security/identities/sensors", value });
}

/** Hands text to the import page as a file, and waits until the summary is there. */
export async function importFile(page, site, name, text) {
  await page.goto(`${site.url}#/import`);
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  await page.locator(".import-counts").waitFor();
  await page.getByRole("button", { name: "Take in" }).click();
  await page.locator("#preview-title").waitFor({ state: "detached" });
  await page.locator(".import-counts").waitFor();
}
