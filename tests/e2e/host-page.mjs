// Somebody else's site: pages of another origin with a policy of their own, which show our widgets.

import { createServer } from "node:http";

/** What README.md asks of a host: everything else of `default-src 'none'` holds. */
export const policyFor = (portal) =>
  `default-src 'none'; script-src 'self' ${portal} 'wasm-unsafe-eval'; connect-src ${portal}; frame-src ${portal}; require-trusted-types-for 'script'`;

/** The headers that `embed/` and snapshots need. */
export const CORS = { "Access-Control-Allow-Origin": "*" };

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", json: "application/json" };

/** Serves texts by path, each with the policy. */
export async function servePages(pages, policy) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const text = pages[pathname];
    const type = TYPES[pathname.split(".").at(-1)] ?? TYPES.html;
    response.writeHead(text === undefined ? 404 : 200, { "Content-Type": type, "Content-Security-Policy": policy });
    response.end(text ?? "not found");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  // Another name for the same machine is another origin for a browser, as another port is.
  return { url: `http://localhost:${server.address().port}/`, origin: `http://localhost:${server.address().port}`, close };
}

/** A page with some elements and a script of its own that writes down what it hears. */
export const hostPage = (portal, body, script = "embed") => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>The Depot</title>
<script type="module" src="${portal}embed/${script}.js"></script><script type="module" src="/host.js"></script></head>
<body><h1>How safe were we?</h1>${body}</body></html>`;

/** What the host hears, in `heard`. */
export const LISTENER = `
globalThis.heard = [];
for (const type of ["ready", "filterchange", "select", "navigate", "error", "resize"]) {
  document.addEventListener("watchfloor-" + type, (event) => {
    const { from, ...detail } = event.detail;
    heard.push({ type, target: event.target.id, ...detail });
    if (type === "navigate") event.preventDefault();
  });
}`;
