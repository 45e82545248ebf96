// Every widget with its snippet, the theme of all of them, and a log of what they say.

const SAMPLE = { src: "./sample.json" };
const LINKED = { ...SAMPLE, group: "gallery" };
const chart = (heading, kind) => [heading, "watchfloor-chart", { kind, ...LINKED }];

/** Heading, element and attributes; the last word says that it takes the whole width. */
const WIDGETS = [
  ["The whole overview", "watchfloor-report", LINKED, "wide"],
  chart("By severity", "severity"),
  chart("By source", "source"),
  chart("By category", "category"),
  chart("By tactic", "tactic"),
  chart("Over time", "trend"),
  chart("Six months", "months"),
  chart("Time to resolve", "resolution-time"),
  chart("Required actions", "required-action"),
  chart("Most impacted assets", "impacted-assets"),
  ["Readiness", "watchfloor-readiness", SAMPLE],
  ["One figure", "watchfloor-metric", { name: "resolved-share", ...LINKED }],
  ["Incidents", "watchfloor-queue", LINKED, "wide"],
  ["ATT&CK matrix", "watchfloor-matrix", LINKED, "wide"],
  ["When the source does not answer", "watchfloor-chart", { kind: "severity" }],
  ["In a frame, with host.js, where a policy forbids WebAssembly", "watchfloor-frame", { widget: "chart", kind: "severity", ...SAMPLE }],
];

const make = (tag, attributes, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

const widgets = WIDGETS.map(([heading, tag, attributes, width = ""]) => {
  const widget = make(tag, attributes);
  const snippet = make("pre", { tabindex: 0 }, make("code", {}, widget.outerHTML));
  document.querySelector("main").append(make("section", { class: width }, make("h2", {}, heading), snippet, widget));
  return widget;
});
const log = make("ol", { id: "log", tabindex: 0, "aria-label": "Events" });
document.querySelector("main").append(make("section", {}, make("h2", {}, "What the page hears"), log));

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  for (const widget of widgets) widget.setAttribute("theme", theme);
}

const asked = new URLSearchParams(location.search).get("theme");
for (const input of document.querySelectorAll("input[name=theme]")) {
  input.addEventListener("change", () => setTheme(input.value));
  if (input.value === asked) {
    input.checked = true;
    setTheme(asked);
  }
}

for (const type of ["ready", "filterchange", "select", "navigate", "error"]) {
  document.addEventListener(`watchfloor-${type}`, ({ target, detail }) => {
    const { from, version, ...rest } = detail;
    log.prepend(make("li", {}, `${target.localName} ${type} ${JSON.stringify(rest)}`));
    while (log.children.length > 40) log.lastChild.remove();
  });
}
