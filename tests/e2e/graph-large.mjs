// Exports of any size, written to a file piece by piece: a browser takes files of any length from disk, and a test that
// held the text in memory would be slower than what it tests.

import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SEVERITIES = ["high", "medium", "medium", "low", "informational"];
const CATEGORIES = ["InitialAccess", "Execution", "CredentialAccess", "LateralMovement", "Exfiltration", "Malware"];
const SOURCES = ["microsoftDefenderForEndpoint", "microsoftDefenderForOffice365", "microsoftDefenderForIdentity"];
const DAY_MS = 86_400_000;

/** A small incident with one alert; number 0 is the oldest. */
function small(number, count, status, customTags) {
  const created = new Date(Date.now() - Math.floor(((count - number) / count) * 170 * DAY_MS) - 60_000).toISOString();
  const severity = SEVERITIES[number % SEVERITIES.length];
  const device = `ws-${number % 900}`;
  return {
    id: String(100_000 + number),
    displayName: `Suspicious process on ${device}, case ${number}`,
    status,
    severity,
    classification: "unknown",
    determination: "unknown",
    customTags,
    assignedTo: number % 7 === 0 ? "Customer" : null,
    createdDateTime: created,
    lastUpdateDateTime: created,
    alerts: [
      {
        id: `a${number}`,
        title: "Suspicious process",
        status: "new",
        severity,
        classification: "unknown",
        determination: "unknown",
        serviceSource: SOURCES[number % SOURCES.length],
        detectionSource: "antivirus",
        category: CATEGORIES[number % CATEGORIES.length],
        mitreTechniques: [`T1${100 + (number % 40)}`],
        createdDateTime: created,
        evidence: [
          { "@odata.type": "#microsoft.graph.security.deviceEvidence", verdict: "suspicious", remediationStatus: "none", mdeDeviceId: device, deviceDnsName: device },
        ],
      },
    ],
  };
}

/** Writes so many incidents, one a line, and answers the path; the folder goes when the test ends. */
export async function largeExport(test, count, status = "active", customTags = []) {
  const folder = await mkdtemp(join(tmpdir(), "watchfloor-large-"));
  test.after(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, `${count}.ndjson`);
  const out = createWriteStream(path);
  for (let number = 0; number < count; number += 500) {
    const lines = Array.from({ length: Math.min(500, count - number) }, (_, at) => JSON.stringify(small(number + at, count, status, customTags)));
    if (!out.write(`${lines.join("\n")}\n`)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
  return path;
}

/** Imports a file from disk and waits for the summary. */
export async function importPath(page, site, path, timeout = 600_000) {
  await page.goto(`${site.url}#/import`);
  await page.locator("input[type=file]").setInputFiles(path);
  await page.locator(".import-counts").waitFor({ timeout });
  await page.getByRole("button", { name: "Take in" }).click();
  await page.locator("#preview-title").waitFor({ state: "detached", timeout });
  await page.locator(".import-counts").waitFor({ timeout });
}
