// What the elements of embed.js show: snapshots that are shared, groups that filter each other, trees made into elements.

import init, { begin, close, days, draw, fault, hurries, incoming, lacks, learn, open, speak, tidy } from "./engine.js";

const here = (name) => new URL(name, import.meta.url);
const text = async (coming) => {
  const response = await coming;
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.text();
};
const file = (name) => text(fetch(here(name), { credentials: "omit" }));

const look = new CSSStyleSheet();
let engine;

/** Takes what embed.js asked for beside this module. */
export async function start(coming, sheet) {
  const [css, ready] = await Promise.all([text(sheet), init({ module_or_path: coming })]);
  look.replaceSync(css);
  engine = ready;
}

/** Opened snapshots by address or by the object that they came from. */
const stores = new Map();
/** Groups by name: the filter that all members share. */
const groups = new Map();
let facts;
/** Words that are on their way, by language. */
const words = new Map();

/** Resolves when the words of a language are there; English stands in for those that do not come. */
function learnWords(tag) {
  if (!words.has(tag)) words.set(tag, file(`words/${tag}.json`).catch(() => "").then((file) => speak(tag, file)));
  return words.get(tag);
}

/** A snapshot is not drawn of before so many bytes are there: a smaller one is whole as soon. */
const LARGE = 1 << 18;
const length = (parts) => parts.reduce((sum, part) => sum + part.length, 0);

/** Bytes one after the other. */
function joined(parts) {
  const all = new Uint8Array(length(parts));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The bytes of a store once all are there; whoever hurries is drawn of those before as soon as they are enough. */
async function fill(store, coming) {
  coming.more = store.look = () => {
    if (store.hurried.size === 0 || length(coming.parts) < LARGE) return;
    coming.parts = [joined(coming.parts)];
    if (!begin(store.number, coming.parts[0])) return;
    store.isBegun = true;
    for (const shown of store.hurried) shown.hurry();
  };
  await coming.whole;
  coming.more = store.look = undefined;
  store.isBegun = false;
  return joined(coming.parts);
}

/** `early` has what embed.js asked for while this module was on its way. */
function take(source, isAgain, { early, stream }) {
  const asked = early.get(source);
  early.delete(source);
  if (isAgain && stores.get(source)?.failed) stores.delete(source);
  let store = stores.get(source);
  if (!store) {
    store = { users: 0, number: incoming(), hurried: new Set() };
    store.ready = (async () => {
      const isAddress = typeof source === "string" && !source.trimStart().startsWith("{");
      let bytes;
      try {
        bytes = isAddress
          ? await fill(store, asked ?? stream(source, isAgain ? { cache: "reload" } : {}))
          : new TextEncoder().encode(typeof source === "string" ? source : JSON.stringify(source));
      } catch (error) {
        store.failed = true;
        close(store.number);
        return { problem: "unreachable", place: `${source} (${error.message})` };
      }
      const opened = JSON.parse(open(store.number, bytes));
      store.failed = "problem" in opened;
      return opened;
    })();
    stores.set(source, store);
  }
  store.users += 1;
  return store;
}

function give(source) {
  const store = stores.get(source);
  if (!store) return;
  store.users -= 1;
  // An element that is only moved comes back within the same task.
  setTimeout(() => {
    if (store.users > 0 || stores.get(source) !== store) return;
    stores.delete(source);
    void store.ready.then(() => close(store.number));
  });
}

const SVG = "http://www.w3.org/2000/svg";
const specs = new WeakMap();

/**
 * Makes the children of an element what a list of specifications says, keeping what is the same. In a page from right to
 * left each text stands apart, so that `35 of 46` is not turned round.
 */
function patch(parent, list, isMirrored) {
  list.forEach((spec, place) => {
    const known = parent.childNodes[place];
    if (typeof spec === "string") {
      const text = isMirrored ? `\u2068${spec}\u2069` : spec;
      if (known?.nodeType === Node.TEXT_NODE) {
        if (known.data !== text) known.data = text;
      } else put(parent, known, document.createTextNode(text));
      return;
    }
    const [tag, attributes, ...children] = spec;
    let node = known;
    if (known?.localName !== tag) {
      const isSvg = tag === "svg" || parent.namespaceURI === SVG;
      node = isSvg ? document.createElementNS(SVG, tag) : document.createElement(tag);
      put(parent, known, node);
    }
    const before = specs.get(node) ?? {};
    for (const name in before) if (!(name in attributes)) node.removeAttribute(name);
    for (const name in attributes) if (before[name] !== attributes[name]) node.setAttribute(name, attributes[name]);
    specs.set(node, attributes);
    patch(node, children, isMirrored);
  });
  while (parent.childNodes.length > list.length) parent.lastChild.remove();
}

const put = (parent, known, node) => (known ? parent.replaceChild(node, known) : parent.append(node));

class Shown {
  #host;
  #shadow;
  #widget;
  #means;
  #source;
  #taken;
  #store;
  #group;
  #rows = 0;
  #isDue = false;
  #isReady = false;
  #isOwn = false;
  #left = new AbortController();
  #size = "";
  #resized = new ResizeObserver(([entry]) => {
    const { inlineSize: width, blockSize: height } = entry.borderBoxSize[0];
    const size = `${Math.round(width)} ${Math.round(height)}`;
    if (size === this.#size) return;
    this.#size = size;
    this.#tell("resize", { width, height });
  });

  constructor(host, shadow, widget, means) {
    this.#host = host;
    this.#shadow = shadow;
    this.#widget = widget;
    this.#means = means;
    shadow.replaceChildren();
    shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets.slice(0, 1), look];
    const { signal } = this.#left;
    for (const type of ["click", "keydown", "pointerdown", "pointerup"]) {
      shadow.addEventListener(type, (event) => this[`_${type}`](event), { signal });
    }
    this.#resized.observe(host);
    this.#join();
    void this.#fetch();
  }

  /** Gives everything back. */
  leave() {
    this.#left.abort();
    this.#resized.disconnect();
    this.#part();
    give(this.#source);
    this.#taken?.hurried.delete(this);
    this.#shadow.replaceChildren();
    this.#store = undefined;
  }

  changed(name) {
    if (name === "src" || name === "data") void this.#fetch();
    else if (name === "group") {
      this.#part();
      this.#join();
      this.#draw();
    } else if (name === "filter") {
      if (!this.#isOwn) this.#choose(this.#host.filter, "host");
    } else this.#draw();
  }

  #tell(name, detail, options) {
    const event = { bubbles: true, composed: true, detail: { version: 1, ...detail }, ...options };
    return this.#host.dispatchEvent(new CustomEvent(`watchfloor-${name}`, event));
  }

  #join() {
    const name = this.#host.group;
    if (!name) return;
    let group = groups.get(name);
    if (!group) groups.set(name, (group = { filter: "", members: new Set() }));
    this.#group = group;
    group.members.add(this);
    if (group.filter) this.#reflect(group.filter);
    else if (this.#host.filter) this.#choose(this.#host.filter, "host");
  }

  #part() {
    this.#group?.members.delete(this);
    for (const [name, group] of groups) if (group === this.#group && group.members.size === 0) groups.delete(name);
    this.#group = undefined;
  }

  #reflect(filter) {
    this.#isOwn = true;
    if (filter) this.#host.filter = filter;
    else this.#host.filter = null;
    this.#isOwn = false;
  }

  /** Sets the filter here and in the group, and says from where it came. */
  #choose(filter, source) {
    const chosen = tidy(filter) ?? filter;
    const members = this.#group ? [...this.#group.members] : [this];
    if (this.#group) this.#group.filter = chosen;
    for (const member of members) {
      member.#reflect(chosen);
      member.#draw();
    }
    for (const member of members) {
      member.#tell("filterchange", { filter: chosen, source: member === this ? source : "group", from: this.#host });
    }
  }

  async #fetch(isAgain = false) {
    const { data, src } = this.#host;
    const source = data ?? (src && this.#means.absolute(src));
    const before = this.#source;
    this.#source = source;
    const store = source ? take(source, isAgain, this.#means) : undefined;
    if (before) give(before);
    this.#taken?.hurried.delete(this);
    this.#taken = store;
    // It is told what came so far until it could be drawn of that.
    if (store && hurries(this.#widget, this.#kind)) {
      store.hurried.add(this);
      store.look?.();
      if (store.isBegun) this.hurry();
    }
    const opened = store ? await store.ready : { problem: "no-source", place: "" };
    store?.hurried.delete(this);
    if (this.#left.signal.aborted || this.#source !== source) return;
    this.#store = opened;
    this.#draw();
  }

  /** Draws of a part of the snapshot, where that is enough. */
  hurry() {
    this.#store = { store: this.#taken.number };
    this.#draw();
  }

  get #kind() {
    return this.#host.kind ?? this.#host.name ?? "";
  }

  /** Draws once, however much has changed by the end of the task. */
  #draw() {
    if (this.#isDue || !this.#store) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      if (!this.#left.signal.aborted) this.#paint();
    });
  }

  #paint() {
    const host = this.#host;
    const lang = host.lang || host.closest("[lang]")?.lang || navigator.language;
    const zone = host.timeZone || Intl.DateTimeFormat().resolvedOptions().timeZone;
    const unspoken = lacks(lang);
    if (unspoken) return void learnWords(unspoken).then(() => this.#draw());
    const { problem, place, store } = this.#store;
    if (!problem && this.#widget === "matrix" && facts === undefined) {
      facts = file("attack.json").then(learn, () => false);
      void facts.then(() => {
        facts = null;
        this.#draw();
      });
      return;
    }
    if (!problem && this.#widget === "matrix" && facts) return void facts.then(() => this.#draw());
    const tree = problem ? fault(lang, problem, place) : draw(JSON.stringify({
      store, lang, zone, widget: this.#widget, kind: this.#kind, period: host.period,
      filter: host.filter, rows: Number(host.rows) > 0 ? Math.max(Number(host.rows), this.#rows) : this.#rows,
    }));
    // What it needs of the snapshot is still on its way.
    if (tree === undefined) return;
    this.#taken?.hurried.delete(this);
    const focused = this.#shadow.activeElement;
    patch(this.#shadow, [JSON.parse(tree)], getComputedStyle(host).direction === "rtl");
    if (focused && !focused.isConnected) this.#shadow.querySelector("[data-set],[data-retry],summary")?.focus();
    if (problem) this.#tell("error", { problem, message: place });
    else if (this.#shadow.querySelector("[data-retry]")) {
      this.#tell("error", { problem: "attribute", message: this.#shadow.querySelector(".why").textContent });
    } else if (!this.#isReady) {
      this.#isReady = true;
      this.#tell("ready", { widget: this.#widget });
    }
  }

  #press(node) {
    const { set, dim, value, go, id, more, retry } = node.dataset;
    if (set !== undefined) {
      if (dim) this.#tell("select", { dimension: dim, value, filter: set });
      this.#choose(set, "user");
    } else if (more !== undefined) {
      this.#rows = Number(more);
      this.#draw();
    } else if (retry !== undefined) {
      this.#store = undefined;
      give(this.#source);
      this.#source = undefined;
      void this.#fetch(true);
    } else if (go) {
      const app = this.#host.app && new URL(this.#host.app, document.baseURI);
      const href = app && /^https?:$/.test(app.protocol) ? `${app.href}#/incidents/${encodeURIComponent(id)}` : null;
      const goes = this.#tell("navigate", { to: go, id, href }, { cancelable: true });
      if (goes && href) window.open(href, "_blank", "noopener");
    }
  }

  _click(event) {
    const node = event.target.closest("[data-set],[data-go],[data-more],[data-retry]");
    if (node) this.#press(node);
  }

  _keydown(event) {
    const node = event.target.closest("[role=button][data-set]");
    if (!node) return;
    const all = [...node.closest("[data-roving]").querySelectorAll("[role=button]")];
    const at = all.indexOf(node);
    const back = getComputedStyle(node).direction === "rtl" ? 1 : -1;
    const to = { ArrowLeft: at + back, ArrowRight: at - back, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Enter" || event.key === " ") this.#press(node);
    else if (to === undefined) return;
    else if (all[to]) {
      node.setAttribute("tabindex", "-1");
      all[to].setAttribute("tabindex", "0");
      all[to].focus();
    }
    event.preventDefault();
  }

  #from;
  _pointerdown(event) {
    this.#from = event.target.closest("[data-day]");
  }

  /** A span of days is chosen by dragging from its first to its last. */
  _pointerup(event) {
    const from = this.#from;
    const to = event.target.closest("[data-day]");
    this.#from = undefined;
    if (!from || !to || from === to) return;
    const [first, last] = from.dataset.day < to.dataset.day ? [from, to] : [to, from];
    const chosen = days(this.#host.filter, first.dataset.day, last.dataset.last);
    if (chosen === undefined) return;
    this.#tell("select", { dimension: "created", value: `${first.dataset.day}..${last.dataset.last}`, filter: chosen });
    this.#choose(chosen, "user");
  }
}

/** How many bytes the engine holds. */
export const memory = () => engine.memory.buffer.byteLength;

export const show = (host, shadow, widget, means) => new Shown(host, shadow, widget, means);
