// Defines the elements of Watchfloor's report widgets. All else loads when the first one comes near the viewport.

const VERSION = "@VERSION@";
const COMMON = ["src", "period", "filter", "group", "theme", "lang", "time-zone", "app"];
const WIDGETS = { report: [], chart: ["kind"], matrix: [], readiness: [], queue: ["rows"], metric: ["name"] };
const camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

const here = (name) => new URL(name, import.meta.url);

let runtime;
let isLoaded = false;
let tries = 0;
/** Snapshots that are on their way before the module is there, by address; the module takes them over. */
const early = new Map();

/** Asks at once for all that the module needs, which would ask for one after the other. */
const bring = async () => {
  const [engine, look] = ["engine_bg.wasm", "widgets.css"].map((name) => fetch(here(name), { credentials: "omit" }));
  // Whoever waits for them hears what went wrong.
  for (const coming of [engine, look, import(here("engine.js")), import(here("locale.js"))]) coming.catch(() => {});
  const module = await import(here(`widgets.js${tries ? `?again=${tries}` : ""}`));
  await module.start(engine, look);
  return module;
};

const load = () =>
  (runtime ??= bring().then(
    (module) => {
      isLoaded = true;
      // By then whoever waits has taken its own; what nobody wants any more is not kept.
      setTimeout(() => early.clear());
      return module;
    },
    (error) => {
      runtime = undefined;
      tries += 1;
      early.clear();
      throw error;
    },
  ));

/** An address that cannot be one stays as it is, and fails as one that does not answer. */
const absolute = (src) => {
  try {
    return new URL(src, document.baseURI).href;
  } catch {
    return src;
  }
};

/** A text that comes in parts: those that are there, whom to tell of another, and a promise of the last. */
const stream = (url, options) => {
  const coming = { parts: [] };
  const read = async () => {
    const response = await fetch(url, { credentials: "omit", ...options });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const reader = response.body.getReader();
    for (let part; !(part = await reader.read()).done; coming.more?.()) coming.parts.push(part.value);
  };
  coming.whole = read();
  // Who takes it over says what went wrong.
  coming.whole.catch(() => {});
  return coming;
};

/** Asks for a snapshot at once, as the module would: waiting for the module first would leave the line idle. */
const ask = (src) => {
  const url = absolute(src);
  if (!isLoaded && !early.has(url)) early.set(url, stream(url));
};

const near = new IntersectionObserver(
  (entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => entry.target.wake()),
  { rootMargin: "300px" },
);

const look = new CSSStyleSheet();
look.replaceSync(":host{display:block;min-block-size:96px;contain:layout}:host([hidden]){display:none}");

const define = (widget, own) => {
  const names = [...COMMON, ...own];
  class Widget extends HTMLElement {
    static version = VERSION;
    static observedAttributes = names;
    #shown;
    #data;
    #shadow = this.attachShadow({ mode: "open" });

    constructor() {
      super();
      this.#shadow.adoptedStyleSheets = [look];
    }

    connectedCallback() {
      // What a framework set before the element was defined.
      for (const name of [...names.map(camel), "data"]) {
        if (Object.hasOwn(this, name)) {
          const value = this[name];
          delete this[name];
          this[name] = value;
        }
      }
      near.observe(this);
    }

    disconnectedCallback() {
      near.unobserve(this);
      this.#shown?.leave();
      this.#shown = undefined;
    }

    attributeChangedCallback(name, before, now) {
      if (before !== now) this.#shown?.changed(name);
    }

    /** Loads and draws: called when the element comes near the viewport. */
    async wake() {
      near.unobserve(this);
      try {
        const module = load();
        if (this.#data === undefined && this.src) ask(this.src);
        const { show } = await module;
        if (this.isConnected) this.#shown ??= show(this, this.#shadow, widget, { absolute, early, stream });
      } catch (error) {
        this.#sorry(error);
      }
    }

    /** Without the module there are no words and no look: the least that helps. */
    #sorry(error) {
      const text = document.createElement("p");
      text.textContent = "The widget did not load. ";
      const retry = document.createElement("button");
      retry.type = "button";
      retry.textContent = "Try again";
      retry.onclick = () => this.wake();
      text.append(retry);
      this.#shadow.replaceChildren(text);
      const detail = { version: 1, problem: "module", message: String(error) };
      this.dispatchEvent(new CustomEvent("watchfloor-error", { bubbles: true, composed: true, detail }));
    }

    /** A snapshot as an object or text, instead of `src`. */
    get data() {
      return this.#data;
    }

    set data(value) {
      if (value === this.#data) return;
      this.#data = value ?? undefined;
      this.#shown?.changed("data");
    }

    /** What a reader has chosen, to be given to restore() later, also of a newer version. */
    save() {
      const state = { version: 1, widget: this.localName };
      for (const name of names) if (this.hasAttribute(name)) state[camel(name)] = this.getAttribute(name);
      return state;
    }

    restore(state) {
      if (state?.version !== 1) throw new RangeError(`cannot restore version ${state?.version}`);
      for (const name of names) if (camel(name) in state) this[camel(name)] = state[camel(name)];
    }
  }
  for (const name of names) {
    Object.defineProperty(Widget.prototype, camel(name), {
      get() {
        return this.getAttribute(name) ?? "";
      },
      set(value) {
        if (value == null) this.removeAttribute(name);
        else if (this.getAttribute(name) !== String(value)) this.setAttribute(name, value);
      },
      enumerable: true,
      configurable: true,
    });
  }
  customElements.define(`watchfloor-${widget}`, Widget);
};

const first = customElements.get("watchfloor-report");
if (first) {
  console.info(`Watchfloor widgets ${VERSION}: version ${first.version} is already on this page and stays.`);
} else {
  for (const [widget, own] of Object.entries(WIDGETS)) define(widget, own);
}
