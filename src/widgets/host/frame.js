// Inside the frame: one widget, and messages from and to the page around it. That page says in the address of the frame
// which origin it has; messages of any other origin or window are not heard, and ours are delivered to no other.

import "./@VERSION@/embed.js";

const NAMES = ["src", "kind", "name", "rows", "period", "filter", "theme", "lang", "time-zone", "app"];
const TOLD = ["ready", "filterchange", "select", "navigate", "error", "resize"];

const asked = new URLSearchParams(location.search);
const origin = asked.get("host");
const tag = `watchfloor-${asked.get("widget")}`;

const look = new CSSStyleSheet();
look.replaceSync(":root{background:transparent;overflow:hidden}body{margin:0}");
document.adoptedStyleSheets = [look];

if (parent !== window && origin && customElements.get(tag)) {
  const widget = document.createElement(tag);
  for (const name of NAMES) if (asked.has(name)) widget.setAttribute(name, asked.get(name));
  const tell = (type, detail) => parent.postMessage({ watchfloor: 1, type, detail }, origin);
  for (const type of TOLD) {
    widget.addEventListener(`watchfloor-${type}`, (event) => {
      // Where to go is decided by the page around.
      if (type === "navigate") event.preventDefault();
      const { from, ...detail } = event.detail;
      tell(type, detail);
    });
  }
  addEventListener("message", ({ source, origin: from, data }) => {
    if (source !== parent || from !== origin || data?.watchfloor !== 1 || data.type !== "set") return;
    for (const name of NAMES) {
      if (!(name in data.values)) continue;
      const value = data.values[name];
      if (value) widget.setAttribute(name, String(value));
      else widget.removeAttribute(name);
    }
  });
  document.documentElement.lang = asked.get("lang") || "en";
  document.body.append(widget);
}
