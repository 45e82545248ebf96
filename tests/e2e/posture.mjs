// A tenant's posture: exports of Secure Score, its controls, machines, sensors and licences in the shape of real ones,
// made up and generated for the day of the test.

const DAY_MS = 86_400_000;

const day = (daysAgo) => new Date(Date.now() - daysAgo * DAY_MS).toISOString();

/** The controls: id, title, category, points, effort, what users notice, share reached in percent. */
const CONTROLS = [
  ["AdminMFAV2", "Require multifactor authentication for administrative roles", "Identity", 10, "Low", "Low", 40],
  ["BlockLegacyAuthentication", "Block legacy authentication", "Identity", 8, "Moderate", "moderate", 0],
  ["scid_2003", "Turn on tamper protection", "Device", 9, "Low", "low", 0],
  ["scid_2010", "Turn on Microsoft Defender Antivirus", "Device", 9, "low", "Low", 100],
  ["mip_search_auditlog", "Turn on the audit log", "Data", 3, "Low", "Low", 100],
  ["SigninRiskPolicy", "Turn on the sign-in risk policy", "Identity", 7, "Moderate", "Moderate", 0],
  ["PWAgePolicyNew", "Let passwords live", "Identity", 8, "Low", "Low", 100],
  ["spo_idle_session_timeout", "End idle sessions in SharePoint", "Apps", 1, "Low", "High", 0],
];

/** So many days of Secure Score, the newest first, as Graph gives them. `done` are ids that reach full points. */
export function secureScores({ days = 3, done = [] } = {}) {
  const value = Array.from({ length: days }, (_, daysAgo) => {
    const controlScores = CONTROLS.map(([controlName, , controlCategory, max, , , share]) => {
      const reached = done.includes(controlName) ? 100 : share;
      return {
        controlCategory,
        controlName,
        description: `<p>About ${controlName}:&nbsp;</p><ul><li>first</li><li>second</li></ul><script>alert(1)</script>`,
        score: (max * reached) / 100,
        lastSynced: day(daysAgo),
        implementationStatus: `You have ${reached} out of 100.`,
        on: reached === 100 ? "true" : "false",
        count: String(reached),
        total: "100",
        scoreInPercentage: reached,
      };
    });
    const currentScore = controlScores.reduce((sum, control) => sum + control.score, 0) - daysAgo;
    return {
      id: `00000000-0000-0000-0000-000000000000_${day(daysAgo).slice(0, 10)}`,
      azureTenantId: "00000000-0000-0000-0000-000000000000",
      createdDateTime: day(daysAgo),
      currentScore,
      maxScore: CONTROLS.reduce((sum, [, , , max]) => sum + max, 0),
      licensedUserCount: 0,
      enabledServices: ["HasAADP1", "HasMDEP2"],
      averageComparativeScores: [{ basis: "AllTenants", averageScore: 52.82, identityScoreMax: 59.8 }],
      controlScores,
      vendorInformation: { provider: "SecureScore", providerVersion: null, subProvider: null, vendor: "Microsoft" },
    };
  });
  return JSON.stringify({ "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#security/secureScores", value });
}

/** The profiles of the controls, one that is deprecated, and one of a product that is not licensed. */
export function controlProfiles() {
  const profile = ([id, title, controlCategory, maxScore, implementationCost, userImpact], over = {}) => ({
    id,
    title,
    controlCategory,
    actionType: "Config",
    actionUrl: "https://security.microsoft.com/securescore",
    deprecated: false,
    implementationCost,
    userImpact,
    maxScore,
    rank: 1,
    remediation: `<b>Go</b> to the settings of ${id} &amp; turn it on.<br/>Wait a day.`,
    remediationImpact: "Users see a prompt.",
    service: "AzureAD",
    tier: "Core",
    threats: ["Account breach"],
    complianceInformation: [{ certificationName: "ISO 27001:2013", certificationControls: [] }],
    controlStateUpdates: [],
    lastModifiedDateTime: null,
    vendorInformation: { provider: "SecureScore", vendor: "Microsoft" },
    ...over,
  });
  const third = [{ state: "Default", updatedDateTime: day(9) }, { state: "ThirdParty", comment: "Okta does it", updatedDateTime: day(4) }];
  const value = [
    ...CONTROLS.map((control) => profile(control, control[0] === "SigninRiskPolicy" ? { controlStateUpdates: third } : {})),
    profile(["OldControl", "An old control", "Apps", 5, "Low", null], { deprecated: true }),
    profile(["MDA_Zoom_MFA", "Ask for MFA in Zoom", "Apps", 4, "Low", "Unknown"]),
  ];
  return JSON.stringify({
    "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#security/secureScoreControlProfiles",
    value,
  });
}

/** Machines in two device groups: `good` are protected, `camera` ones are not onboarded, `kiosk` ones silent. */
export function machines({ good, cameras = 0, kiosks = 0 }) {
  const machine = (kind, number, group, over = {}) => ({
    id: `${kind}-${String(number).padStart(4, "0")}`.padEnd(40, "0"),
    computerDnsName: `${kind}-${number}.northwind.example`,
    firstSeen: day(90),
    lastSeen: new Date().toISOString(),
    osPlatform: "Windows11",
    healthStatus: "Active",
    onboardingStatus: "Onboarded",
    defenderAvStatus: "Updated",
    deviceValue: "Normal",
    riskScore: "None",
    exposureLevel: "Low",
    rbacGroupName: group,
    machineTags: [],
    mergedIntoMachineId: null,
    isPotentialDuplication: false,
    isExcluded: false,
    ...over,
  });
  const many = (count, make) => Array.from({ length: count }, (_, number) => make(number));
  return JSON.stringify({
    "@odata.context": "https://api.security.microsoft.com/api/$metadata#Machines",
    value: [
      ...many(good, (number) => machine("laptop", number, "Offices")),
      ...many(cameras, (number) => machine("camera", number, "Depots", { onboardingStatus: "CanBeOnboarded" })),
      ...many(kiosks, (number) => machine("kiosk", number, "Depots", { healthStatus: "NoSensorData" })),
    ],
  });
}

/** The subscriptions of the tenant: so many seats of Defender for Endpoint. */
export function subscriptions(seats) {
  const plan = (servicePlanName) => ({ servicePlanId: servicePlanName, servicePlanName, provisioningStatus: "Success", appliesTo: "User" });
  const value = [
    {
      id: "tenant_e5",
      skuId: "e5",
      skuPartNumber: "SPE_E5",
      capabilityStatus: "Enabled",
      consumedUnits: seats - 1,
      prepaidUnits: { enabled: seats, suspended: 0, warning: 0 },
      servicePlans: ["WINDEFATP", "ATA", "AAD_PREMIUM", "AAD_PREMIUM_P2"].map(plan),
    },
    { id: "tenant_pbi", skuPartNumber: "POWER_BI", capabilityStatus: "Enabled", consumedUnits: 3, prepaidUnits: { enabled: 9 }, servicePlans: [plan("BI")] },
  ];
  return JSON.stringify({ "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#subscribedSkus", value });
}
