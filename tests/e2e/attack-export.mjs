// A Graph export written for the tests: one attack over four assets, incidents around it, and a hostile one.

const MINUTE_MS = 60_000;

/** A moment so many minutes before `now`, as exports write it. */
const before = (now, minutes) => new Date(now - minutes * MINUTE_MS).toISOString();

const device = (name, more = {}) => ({
  "@odata.type": "#microsoft.graph.security.deviceEvidence",
  deviceDnsName: name,
  hostName: name,
  mdeDeviceId: `mde-${name.toLowerCase()}`,
  osPlatform: "Windows11",
  verdict: "suspicious",
  remediationStatus: "none",
  ...more,
});

const user = (name, more = {}) => ({
  "@odata.type": "#microsoft.graph.security.userEvidence",
  userAccount: { accountName: name, domainName: "NWF", userPrincipalName: `${name}@northwind.example` },
  verdict: "suspicious",
  remediationStatus: "none",
  ...more,
});

const process = (fileName, processCommandLine) => ({
  "@odata.type": "#microsoft.graph.security.processEvidence",
  imageFile: { fileName, filePath: "C:\\Windows\\System32" },
  processCommandLine,
  processId: 4120,
  verdict: "malicious",
  remediationStatus: "prevented",
});

const file = (fileName, filePath, remediationStatus = "none") => ({
  "@odata.type": "#microsoft.graph.security.fileEvidence",
  fileDetails: { fileName, filePath, sha256: "9f2c41be".repeat(8) },
  verdict: "malicious",
  remediationStatus,
});

const other = (type, more) => ({
  "@odata.type": `#microsoft.graph.security.${type}Evidence`,
  verdict: "malicious",
  remediationStatus: "none",
  ...more,
});

/** An alert; `at` is its first activity in minutes before now, or null where the source does not say it. */
function alert(now, number, title, severity, category, techniques, at, evidence) {
  return {
    id: `alert-${number}`,
    title,
    description: `${title}. An attacker may have done this by hand.`,
    recommendedActions: "1. Find out who was signed in.\n2. Collect the investigation package.",
    category,
    status: "new",
    severity,
    classification: "unknown",
    determination: "unknown",
    serviceSource: "microsoftDefenderForEndpoint",
    detectionSource: "microsoftDefenderForEndpoint",
    mitreTechniques: techniques,
    createdDateTime: before(now, at ?? 60),
    firstActivityDateTime: at === null ? null : before(now, at),
    lastActivityDateTime: at === null ? null : before(now, at - 1),
    alertWebUrl: `https://security.microsoft.com/alerts/alert-${number}`,
    evidence,
  };
}

/** An incident with sensible values; `more` changes them. */
export function incident(now, id, displayName, more = {}) {
  return {
    id,
    displayName,
    status: "active",
    severity: "high",
    classification: "unknown",
    determination: "unknown",
    assignedTo: null,
    createdDateTime: before(now, 30),
    lastUpdateDateTime: before(now, 20),
    incidentWebUrl: `https://security.microsoft.com/incident2/${id}/overview`,
    customTags: [],
    systemTags: [],
    comments: [],
    alerts: [],
    ...more,
  };
}

/** Credential theft and lateral movement over an account, a laptop, a service account and a server. */
export function attack(now, id = "4127") {
  const brandt = user("i.brandt");
  brandt.userAccount.displayName = "Brandt, Ingrid";
  const laptop = device("DISP-LT-0417", { rbacGroupName: "Laptops" });
  const service = user("svc-routing");
  const server = device("NWF-FS-02", { rbacGroupName: "Freight servers", deviceValue: "high", osPlatform: "WindowsServer2022" });
  const script = file("Waybill_77120.js", "C:\\Users\\i.brandt\\Downloads", "remediated");
  const library = file("rcl3a.dll", "C:\\ProgramData\\cache\\update\\routing\\rcl3a.dll");
  const shell = process("powershell.exe", "powershell.exe -nop -w hidden -enc MAJwApAA==");
  const mail = other("analyzedMessage", {
    subject: "Waybill 77120 needs your confirmation",
    recipientEmailAddress: "i.brandt@northwind.example",
    remediationStatus: "remediated",
  });
  const address = other("ip", { ipAddress: "203.0.113.44", countryLetterCode: "NL" });
  const key = other("registryValue", { registryKey: "HKCU\\Software\\Run", registryValueName: "Routing", verdict: "suspicious" });
  const pod = other("kubernetesPod", { name: "routing-0", labels: { app: "routing", tier: ["web", "api"] }, verdict: "unknown" });
  return incident(now, id, "Credential theft and lateral movement from DISP-LT-0417", {
    description: "A mailed script stole credentials on a dispatch laptop.\nThe attacker then reached a file server.",
    createdDateTime: before(now, 40),
    lastUpdateDateTime: before(now, 35),
    priorityScore: 91,
    customTags: ["Critical asset"],
    comments: [
      { comment: "Seen by the night shift.\n<b>Not</b> handled.", createdByDisplayName: "J. Okafor", createdDateTime: before(now, 38) },
    ],
    alerts: [
      alert(now, 1, "Mail with a script was opened", "medium", "InitialAccess", ["T1566.001"], 160, [brandt, mail, script]),
      alert(now, 2, "Script downloaded a library", "medium", "Execution", ["T1204.002"], 149, [laptop, script, shell]),
      alert(now, 3, "Suspicious encoded command", "high", "Execution", ["T1059.001"], 146, [laptop, shell]),
      alert(now, 4, "Run key was added", "medium", "Persistence", ["T1547.001"], 142, [laptop, key, library]),
      alert(now, 5, "Unusual download", "low", "CommandAndControl", ["T1105"], 136, [laptop, address]),
      alert(now, 6, "LSASS was read", "high", "CredentialAccess", ["T1003.001", "T1003"], 122, [laptop, library, service]),
      alert(now, 7, "Unusual sign-in", "medium", "LateralMovement", ["T1021.002"], 112, [service, address]),
      alert(now, 8, "Share was written", "high", "LateralMovement", ["T1021.002"], 106, [server, service, library]),
      alert(now, 9, "New service was created", "high", "Persistence", ["T1543.003"], 100, [server, pod]),
    ],
  });
}

/** Everything that must stay inert and must not break the page. */
export function hostile(now, id = "666") {
  const markup = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";
  const turned = "\u202egnp.exe\u202d invoice";
  const many = Array.from({ length: 10_000 }, (_, at) => other("ip", { ipAddress: `198.51.100.${at}`, note: markup }));
  let deep = { end: markup };
  for (let level = 0; level < 60; level += 1) deep = { [`level${level}`]: deep };
  return incident(now, id, `${markup} ${turned} ${"long ".repeat(200_000)}`, {
    severity: "Catastrophic",
    description: `${turned} ${"x".repeat(50_000)}`,
    createdDateTime: "0002-05-05T00:00:00Z",
    lastUpdateDateTime: "9999-12-31T23:59:59Z",
    incidentWebUrl: "javascript:document.title='taken'",
    customTags: [turned, markup],
    comments: [{ comment: `${markup}\n${turned}`, createdByDisplayName: turned, createdDateTime: before(now, 3) }],
    alerts: [
      alert(now, 1, `${markup} ${turned}`, "high", "Execution", ["T1059", markup], 30, [device(turned), deepFact(deep), ...many]),
      { ...alert(now, 1, "At the end of time", "low", "Weird\u202ecategory", [], 20, []), firstActivityDateTime: "9999-12-31T23:59:59Z" },
    ],
  });
}

const deepFact = (deep) => other("spaceProbe", { callSign: "Vega", deep });

/** The whole export: the attack, ordinary incidents around it, a merged one and the hostile one. */
export function attackExport(now = Date.now()) {
  const names = ["Phishing mail reported", "Malware was prevented", "Impossible travel", "Mass download", "Suspicious app"];
  const ordinary = names.map((name, at) =>
    incident(now, String(4001 + at), name, { severity: ["medium", "low", "high"][at % 3], createdDateTime: before(now, 600 + at) }),
  );
  const merged = incident(now, "4100", "Sign-in from two places", { status: "redirected", redirectIncidentId: "4127" });
  const lost = incident(now, "4101", "Sign-in from nowhere", { status: "redirected", redirectIncidentId: "9999" });
  return { value: [attack(now), ...ordinary, merged, lost, hostile(now)] };
}
