// A plain static web server for dist/ under a sub-path: no rewriting, nothing that a simple host lacks, and compression
// only where it is asked for. By hand: node tests/e2e/server.mjs [PORT]

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { brotliCompressSync } from "node:zlib";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
export const SUB_PATH = "/some/where/";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** The file that an address path stands for, or null when it lies outside the folder. */
function fileFor(folder, subPath, path) {
  if (!path.startsWith(subPath)) return null;
  const inside = decodeURIComponent(path.slice(subPath.length));
  const file = normalize(join(folder, inside === "" || inside.endsWith("/") ? `${inside}index.html` : inside));
  return file.startsWith(normalize(folder + sep)) || file.startsWith(normalize(folder)) ? file : null;
}

/** What is worth compressing. */
const PACKED = /text|json|javascript|svg|wasm/;

/**
 * Serves a folder at a free port (or the given one) and returns its address and a way to stop it. With `packed` files go
 * out as brotli and may be kept by the browser, as from a server for many visitors.
 */
export async function serveFolder({ folder = DIST, subPath = SUB_PATH, port = 0, host = "127.0.0.1", headers = {}, packed = false } = {}) {
  const shut = new Map();
  const pack = (file, body) => {
    if (!shut.has(file)) shut.set(file, brotliCompressSync(body));
    return shut.get(file);
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const file = request.method === "GET" || request.method === "HEAD" ? fileFor(folder, subPath, pathname) : null;
    try {
      if (!file) throw new Error("outside the folder");
      const plain = await readFile(file);
      const type = TYPES[extname(file)] ?? "application/octet-stream";
      const isPacked = packed && PACKED.test(type);
      const body = isPacked ? pack(file, plain) : plain;
      const more = { ...(isPacked && { "Content-Encoding": "br" }), ...(packed && { "Cache-Control": "max-age=600" }) };
      response.writeHead(200, { "Content-Type": type, "Content-Length": body.length, ...more, ...headers });
      response.end(request.method === "HEAD" ? undefined : body);
    } catch {
      response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" });
      response.end(`not found: ${pathname}\n`);
    }
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return { origin, url: origin + subPath, close };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const site = await serveFolder({ port: Number(process.argv[2] ?? 0) });
  console.log(`dist/ is at ${site.url}`);
}
