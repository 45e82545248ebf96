// The addresses of all pages that stand without data, for tests that hold something of every one.

/** The pages. */
export const PAGES = [
  "", "#/incidents", "#/alerts", "#/assets", "#/reports", "#/reports/trends", "#/reports/required", "#/reports/assets",
  "#/reports/matrix", "#/reports/hunting", "#/reports/readiness", "#/reports/embed", "#/service/status",
  "#/service/permissions", "#/service/exclusions", "#/service/contacts", "#/service/monitoring", "#/service/targets",
  "#/service/approvals", "#/service/reviews", "#/service/history", "#/setup/get-started", "#/playbooks", "#/notifications",
  "#/check-ins", "#/ask", "#/advisor/overview", "#/hunting", "#/import", "#/settings", "#/settings/storage", "#/demo", "#/style",
  "#/about", "#/nowhere",
];

/** The pages, and those that a page of these leads to. */
export const ROUTES = [
  ...PAGES, "#/reports/review", "#/playbooks/phishing", "#/advisor/support", "#/advisor/recommendations", "#/advisor/feedback",
];

/** The parts of an incident's page, as its address says them. */
export const PARTS = ["story", "alerts", "assets", "evidence", "response", "history", "similar"];
