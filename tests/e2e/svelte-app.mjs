// An application of Svelte for the tests: a component compiled, and the modules that it imports as files of a page.

import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "svelte/compiler";

const PACKAGES = realpathSync(fileURLToPath(new URL("../../node_modules", import.meta.url)));
const manifestOf = (name) => JSON.parse(readFileSync(join(PACKAGES, name, "package.json"), "utf8"));
/** What a browser in production takes of the ways that a package offers. */
const CONDITIONS = ["browser", "production", "import", "default"];

const offered = (entry) => {
  if (typeof entry !== "object" || entry === null) return entry;
  const condition = Object.keys(entry).find((name) => CONDITIONS.includes(name) && offered(entry[name]));
  return condition && offered(entry[condition]);
};

/** The file that a module means by a name; nothing where it means none. */
function found(name, from) {
  if (name.startsWith(".")) return join(dirname(from), name);
  if (name.startsWith("#")) {
    const [owner] = relative(PACKAGES, from).split("/");
    return join(PACKAGES, owner, offered(manifestOf(owner).imports[name]) ?? "");
  }
  const [, owner, path] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(name);
  if (!existsSync(join(PACKAGES, owner))) return undefined;
  const { exports, module } = manifestOf(owner);
  const file = exports ? offered(exports[`.${path}`] ?? (path === "" ? exports : undefined)) : module;
  return file && join(PACKAGES, owner, file);
}

const IMPORTED = /((?:from|import)\s*)(["'])([^"']+)\2/g;

/** The pages of a host: `begin` is its script, which finds the component as `./app.js`. */
export function svelteApp(component, begin) {
  const pages = {};
  const packed = (text, from) =>
    text.replace(IMPORTED, (all, word, quote, name) => {
      if (name === "./app.js") return `${word}${quote}/app.js${quote}`;
      const file = found(name, from);
      if (!/\.m?js$/.test(file ?? "") || !existsSync(file)) return all;
      const page = `/npm/${relative(PACKAGES, file)}`.replace(/\.mjs$/, ".js");
      if (!(page in pages)) {
        // Known before it is read: modules import each other in circles.
        pages[page] = "";
        pages[page] = packed(readFileSync(file, "utf8"), file);
      }
      return `${word}${quote}${page}${quote}`;
    });
  const own = join(PACKAGES, "app.js");
  const { js } = compile(component, { generate: "client", css: "injected", discloseVersion: false, name: "App" });
  pages["/app.js"] = packed(js.code, own);
  pages["/host.js"] = packed(begin, own);
  return pages;
}
