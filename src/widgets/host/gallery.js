// The theme of all widgets of the gallery, and a log of what they say.

const widgets = document.querySelectorAll("main section > :last-child:not(ol)");

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

const log = document.querySelector("#log");
for (const type of ["ready", "filterchange", "select", "navigate", "error"]) {
  document.addEventListener(`watchfloor-${type}`, ({ target, detail }) => {
    const { from, version, ...rest } = detail;
    const entry = document.createElement("li");
    entry.textContent = `${target.localName} ${type} ${JSON.stringify(rest)}`;
    log.prepend(entry);
    while (log.children.length > 40) log.lastChild.remove();
  });
}
