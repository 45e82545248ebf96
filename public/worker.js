// Keeps one whole version of the site, so that it opens without network. The build writes the version and the digest of
// every file into the two lines below; a version is installed whole or not at all, and answers from itself alone.

const VERSION = "";
const FILES = {};

// Other sites may live at the same origin, so the name says which one this is.
const PREFIX = `watchfloor ${registration.scope} `;
const CACHE = PREFIX + VERSION;
const PAGE = "index.html";
/** So many files are fetched at once: the page that is open needs the network too. */
const TOGETHER = 4;

const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
/** The page is asked for by its folder: some servers lead from its name there, and browsers refuse such an answer. */
const addressOf = (path) => new URL(path === PAGE ? "./" : path, registration.scope);

/** A file of this version and no other; first from the browser's own cache, which has most of what the page loaded. */
async function fetched(path) {
  for (const cache of ["default", "reload"]) {
    const response = await fetch(addressOf(path), { cache, credentials: "same-origin" });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    const body = await response.arrayBuffer();
    if (hex(await crypto.subtle.digest("SHA-256", body)) !== FILES[path]) continue;
    const type = response.headers.get("Content-Type") ?? "application/octet-stream";
    return new Response(body, { headers: { "Content-Type": type, "Content-Length": body.byteLength } });
  }
  throw new Error(`${path} is of another version`);
}

async function install() {
  const cache = await caches.open(CACHE);
  const waiting = Object.keys(FILES);
  const keep = async () => {
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (!(await cache.match(addressOf(path)))) await cache.put(addressOf(path), await fetched(path));
    }
  };
  try {
    await Promise.all(Array.from({ length: TOGETHER }, keep));
  } catch (problem) {
    await caches.delete(CACHE);
    throw problem;
  }
}

async function clean() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** A file of this version, by the path of a request; nothing for what the site does not have. */
function pathOf(request) {
  const url = new URL(request.url);
  const scope = new URL(registration.scope);
  if (request.method !== "GET" || url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return null;
  const path = decodeURIComponent(url.pathname.slice(scope.pathname.length)) || PAGE;
  return Object.hasOwn(FILES, path) ? path : null;
}

/** What the browser has thrown away is fetched again, where it still is of this version. */
async function answer(path) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(addressOf(path));
  if (kept) return kept;
  const response = await fetched(path);
  await cache.put(addressOf(path), response.clone());
  return response;
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(clean()));
addEventListener("fetch", (event) => {
  const path = pathOf(event.request);
  if (path) event.respondWith(answer(path));
});

// The page asks for the change of version; while another page is open, that one still runs the old one and needs its
// files. Frames are no pages of their own.
addEventListener("message", (event) => {
  if (event.data !== "take-over") return;
  event.waitUntil(
    (async () => {
      const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
      const isOther = ({ url, frameType }) => frameType !== "nested" && url.startsWith(registration.scope);
      if (pages.filter(isOther).length > 1) event.source.postMessage("other-pages");
      else await skipWaiting();
    })(),
  );
});
