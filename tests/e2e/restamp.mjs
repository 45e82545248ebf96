// Another version of the built site: the same build with other names of its files, other digests, and a mark in its page,
// its script and its style, so that a test can tell what comes from which version.

import { createHash } from "node:crypto";
import { cp, readFile, readdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DIST } from "./server.mjs";

/** The part of a name that is what the file holds. */
const HASH = /-([0-9a-f]{14,16})(?=[._])/;
const TEXT = /\.(html|js|css)$/;

const digest = (algorithm, text, encoding) => createHash(algorithm).update(text).digest(encoding);

/** Writes the version called `word`, of five letters, into a new folder. */
export async function restamp(folder, word) {
  await cp(DIST, folder, { recursive: true, filter: (path) => !path.endsWith("watchfloor.html") });
  const names = await readdir(folder);
  const hashes = new Set(names.map((name) => HASH.exec(name)?.[1]).filter(Boolean));
  const renamed = (text) => [...hashes].reduce((text, hash) => text.replaceAll(hash, word + hash.slice(word.length)), text);
  for (const name of names) {
    const path = join(folder, name);
    if (TEXT.test(name)) await writeFile(path, marked(name, renamed(await readFile(path, "utf8")), word));
    if (renamed(name) !== name) await rename(path, join(folder, renamed(name)));
  }
  await stampPage(folder, word);
  await stampWorker(folder, word, renamed);
  return `${folder}/`;
}

function marked(name, text, word) {
  if (name === "index.html") return text.replace("<html ", `<html data-build="${word}" `);
  if (name === "boot.js") return `${text}\nglobalThis.buildOfScript = "${word}";\n`;
  // A release joins its style sheets, a draft does not.
  if (/^(first|base)-/.test(name)) return `${text}\n:root { --build: ${word}; }\n`;
  return text;
}

/** Gives the page the digests of its styles, and the name of the version. */
async function stampPage(folder, word) {
  const path = join(folder, "index.html");
  let html = await readFile(path, "utf8");
  for (const [, file, old] of html.matchAll(/href="\.\/([^"]+)"[^>]* integrity="([^"]+)"/g)) {
    html = html.replace(old, `sha384-${digest("sha384", await readFile(join(folder, file)), "base64")}`);
  }
  await writeFile(path, html.replace(/data-version="[^"]+"/, `data-version="${word}"`));
}

/** Gives the worker the names and digests of its version. */
async function stampWorker(folder, word, renamed) {
  const path = join(folder, "worker.js");
  let text = (await readFile(path, "utf8")).replace(/const VERSION = "[^"]+"/, `const VERSION = "${word}"`);
  // The digest of a sheet begins as its name does, so it may have been renamed with it.
  for (const [line, file] of text.matchAll(/^ {2}"([^"]+)": "[0-9a-z]{64}",$/gm)) {
    const body = await readFile(join(folder, renamed(file)));
    text = text.replace(line, `  "${renamed(file)}": "${digest("sha256", body, "hex")}",`);
  }
  await writeFile(path, text);
}
