// The addresses of all pages that stand without data, for tests that hold something of every one.

export const ROUTES = [
  "", "#/incidents", "#/alerts", "#/assets", "#/reports", "#/reports/trends", "#/reports/required", "#/reports/assets",
  "#/reports/matrix", "#/reports/hunting", "#/reports/review", "#/reports/readiness", "#/reports/embed", "#/service/status",
  "#/service/permissions", "#/service/exclusions", "#/service/contacts", "#/service/monitoring", "#/service/targets",
  "#/service/approvals", "#/service/reviews", "#/service/history", "#/setup/get-started", "#/playbooks", "#/playbooks/phishing",
  "#/notifications", "#/check-ins", "#/ask", "#/advisor/overview", "#/advisor/support", "#/advisor/recommendations",
  "#/advisor/feedback", "#/hunting", "#/import", "#/settings", "#/settings/storage", "#/demo", "#/style",
  "#/about", "#/nowhere",
];

/** The parts of an incident's page, as its address says them. */
export const PARTS = ["story", "alerts", "assets", "evidence", "response", "history", "similar"];
