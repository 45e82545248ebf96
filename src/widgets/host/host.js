// <watchfloor-frame widget="chart" kind="severity" src="…">: a widget in a sandboxed frame of its own origin, for pages
// whose policy forbids WebAssembly. Its height follows what it shows; filters go both ways.

const VERSION = "@VERSION@";
const FRAME = new URL("frame.html", import.meta.url);
const LIVE = ["period", "filter", "theme", "lang", "time-zone", "rows", "app"];
const FIXED = ["widget", "kind", "name", "src"];
const frames = new Set();

class Frame extends HTMLElement {
  static version = VERSION;
  static observedAttributes = [...LIVE, ...FIXED];
  #frame;
  #isOwn = false;

  connectedCallback() {
    frames.add(this);
    this.#open();
  }

  disconnectedCallback() {
    frames.delete(this);
    this.#frame?.remove();
    this.#frame = undefined;
  }

  attributeChangedCallback(name, before, now) {
    if (before === now || !this.#frame || this.#isOwn) return;
    if (FIXED.includes(name)) this.#open();
    else this.#send({ [name]: now ?? "" });
  }

  get filter() {
    return this.getAttribute("filter") ?? "";
  }

  set filter(value) {
    if (this.filter !== (value ?? "")) this.setAttribute("filter", value ?? "");
  }

  #open() {
    this.#frame?.remove();
    const address = new URL(FRAME);
    for (const name of [...LIVE, ...FIXED]) {
      const value = this.getAttribute(name);
      if (value) address.searchParams.set(name, name === "src" ? new URL(value, document.baseURI).href : value);
    }
    address.searchParams.set("host", location.origin);
    const frame = document.createElement("iframe");
    frame.title = this.getAttribute("aria-label") ?? "Security report";
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin");
    frame.loading = "lazy";
    frame.src = address;
    Object.assign(frame.style, { display: "block", width: "100%", height: "160px", border: "0", colorScheme: "auto" });
    this.#frame = frame;
    this.append(frame);
  }

  #send(values) {
    this.#frame?.contentWindow?.postMessage({ watchfloor: 1, type: "set", values }, FRAME.origin);
  }

  /** A message of our frame. */
  hear({ source, data: { type, detail } }) {
    if (source !== this.#frame?.contentWindow) return;
    if (type === "resize") this.#frame.style.height = `${Math.ceil(detail.height)}px`;
    if (type === "filterchange") {
      this.#take(detail.filter);
      const group = this.getAttribute("group");
      // It ends by itself: a frame that has the filter already is not told.
      if (group) {
        for (const other of frames) {
          if (other !== this && other.getAttribute("group") === group) other.filter = detail.filter;
        }
      }
    }
    const event = new CustomEvent(`watchfloor-${type}`, { bubbles: true, cancelable: type === "navigate", detail });
    if (this.dispatchEvent(event) && type === "navigate" && detail.href) open(detail.href, "_blank", "noopener");
  }

  #take(filter) {
    this.#isOwn = true;
    this.filter = filter;
    this.#isOwn = false;
  }
}

if (customElements.get("watchfloor-frame")) {
  console.info(`Watchfloor frames ${VERSION}: a version is already on this page and stays.`);
} else {
  customElements.define("watchfloor-frame", Frame);
  addEventListener("message", (event) => {
    if (event.origin !== FRAME.origin || event.data?.watchfloor !== 1) return;
    for (const frame of frames) frame.hear(event);
  });
}
