// Keeps one whole version of the site, so that it opens without network. The build writes the version and the digest of
// every file into the two lines below; a version is installed whole or not at all, and answers from itself alone.

const VERSION = "";
const FILES = {};

const CACHE = `watchfloor-${VERSION}`;
const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Fetches a file past every cache between here and the server, and refuses what is not of this version. */
async function fetched(path, digest) {
  const response = await fetch(new URL(path, registration.scope), { cache: "no-store", credentials: "same-origin" });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  const body = await response.clone().arrayBuffer();
  if (hex(await crypto.subtle.digest("SHA-256", body)) !== digest) throw new Error(`${path} is of another version`);
  return response;
}

async function install() {
  const cache = await caches.open(CACHE);
  try {
    for (const [path, digest] of Object.entries(FILES)) {
      const url = new URL(path, registration.scope);
      if (!(await cache.match(url))) await cache.put(url, await fetched(path, digest));
    }
  } catch (problem) {
    await caches.delete(CACHE);
    throw problem;
  }
}

async function clean() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("watchfloor-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** A file of this version, by the path of a request; nothing for what the site does not have. */
function pathOf(request) {
  const url = new URL(request.url);
  const scope = new URL(registration.scope);
  if (request.method !== "GET" || url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return null;
  const path = decodeURIComponent(url.pathname.slice(scope.pathname.length)) || "index.html";
  return Object.hasOwn(FILES, path) ? path : null;
}

async function answer(path, request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(new URL(path, registration.scope));
  return kept ?? fetch(request);
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(clean()));
addEventListener("fetch", (event) => {
  const path = pathOf(event.request);
  if (path) event.respondWith(answer(path, event.request));
});

// The page asks for the change of version; while another page is open, that one still runs the old one and needs its files.
addEventListener("message", (event) => {
  if (event.data !== "take-over") return;
  event.waitUntil(
    (async () => {
      const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
      const inScope = pages.filter((page) => page.url.startsWith(registration.scope));
      if (inScope.length > 1) event.source.postMessage("other-pages");
      else await skipWaiting();
    })(),
  );
});
