// What a first visit downloads, compressed with brotli, held to a limit. By hand: node tests/e2e/sizes.mjs

import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { DIST } from "./server.mjs";

/** What the first page may load, in kB (1,000 bytes) of brotli at its best quality. */
const FIRST_LOAD_LIMIT_KB = 350;

/** A page that shows a widget: the script that it names, and all that the script brings. */
const EMBED_SCRIPT_LIMIT_KB = 3;
const EMBED_LIMIT_KB = 150;

/** The files that the page loads by itself, as paths inside dist/. */
export function firstLoad(dist = DIST) {
  const html = readFileSync(join(dist, "index.html"), "utf8");
  // A sheet that is disabled is fetched when boot.js enables it: after the first page, or for another one.
  const page = html.replaceAll(/<link\b[^>]*\bdisabled\b[^>]*>/g, "");
  const named = [...page.matchAll(/(?:href|src|data-js|data-wasm)=["']?\.\/([^"'\s>]+)/g)].map((match) => match[1]);
  const files = new Set(["index.html", ...named]);
  for (const file of files) {
    if (file.endsWith(".js")) for (const imported of staticImports(dist, file)) files.add(imported);
  }
  return [...files];
}

/** The modules that a module imports as it loads; a Set grows while it is walked, so theirs are found too. */
function staticImports(dist, file) {
  const text = readFileSync(join(dist, file), "utf8");
  const specifiers = [...text.matchAll(/(?:^|[;\n}])\s*(?:import|export)\b[^;'"()]*?["'](\.[^"']+)["']/g)];
  return specifiers.map((match) => normalize(join(dirname(file), match[1])));
}

const allFiles = (dist) =>
  readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath ?? entry.path, entry.name)));

function brotliBytes(dist, file) {
  const bytes = readFileSync(join(dist, file));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return { raw: bytes.length, packed: brotliCompressSync(bytes, { params }).length };
}

function list(title, files) {
  const rows = files.map((file) => ({ file, ...brotliBytes(DIST, file) })).sort((a, b) => b.packed - a.packed);
  const kb = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(11);
  console.log(title);
  for (const { file, raw, packed } of rows) console.log(`${kb(packed)} brotli ${kb(raw)} raw  ${file}`);
  const packed = rows.reduce((sum, row) => sum + row.packed, 0);
  const raw = rows.reduce((sum, row) => sum + row.raw, 0);
  console.log(`${kb(packed)} brotli ${kb(raw)} raw  together\n`);
  return packed / 1000;
}

/** Holds the widgets to their limits; true where they keep them. */
function embedSizes() {
  const version = readdirSync(join(DIST, "embed"), { withFileTypes: true }).find((entry) => entry.isDirectory()).name;
  const all = ["embed.js", "widgets.js", "widgets.css", "locale.js", "engine.js", "engine_bg.wasm", "attack.json"];
  const together = list("A widget in another page:", all.map((file) => join("embed", version, file)));
  const script = brotliBytes(DIST, join("embed", version, "embed.js")).packed / 1000;
  const isKept = script <= EMBED_SCRIPT_LIMIT_KB && together <= EMBED_LIMIT_KB;
  const words = `embed.js ${script.toFixed(2)} kB of ${EMBED_SCRIPT_LIMIT_KB}, together ${together.toFixed(1)} kB of ${EMBED_LIMIT_KB}`;
  console.log(`Widgets: ${words}${isKept ? "" : ": too much"}\n`);
  return isKept;
}

/** Says which files of the site name a folder of the machine that built them: none where the compiler was told how. */
function sayFolders() {
  const telling = allFiles(DIST).filter((file) => readFileSync(join(DIST, file)).includes("/registry/src/"));
  console.log(`Files that name a folder of the machine that built them: ${telling.join(", ") || "none"}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const first = firstLoad();
  const later = allFiles(DIST).filter((file) => !first.includes(file));
  const firstKb = list("Before the first page works:", first);
  if (later.length > 0) list("When first used:", later);
  const embed = embedSizes();
  sayFolders();
  const verdict = `${firstKb.toFixed(1)} kB before the first page works; the limit is ${FIRST_LOAD_LIMIT_KB} kB`;
  if (firstKb > FIRST_LOAD_LIMIT_KB) {
    console.error(`${verdict}: too much. Take something out, or load it when it is first used.`);
    process.exit(1);
  }
  console.log(verdict);
  if (!embed) process.exit(1);
}
