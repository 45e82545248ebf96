// Starts the application, and shows the crash notice when it cannot start or has stopped.
//
// The application reports a panic with `dispatchEvent(new CustomEvent("watchfloor-crash", {detail: "…"}))`.

const byId = (id) => document.getElementById(id);
let crashed = false;

function showCrash(details) {
  // The first report says what went wrong; what follows from it would only cover it up.
  if (crashed) return;
  crashed = true;
  byId("crash-details").textContent = `${details}\n\n${location.href}\n${navigator.userAgent}`;
  byId("boot")?.remove();
  byId("app").inert = true;
  byId("crash").hidden = false;
  byId("crash-reload").focus();
}

byId("crash-reload").addEventListener("click", () => location.reload());
byId("crash-copy").addEventListener("click", async (event) => {
  const text = byId("crash-details");
  try {
    await navigator.clipboard.writeText(text.textContent);
    event.target.textContent = "Copied";
  } catch {
    // Without access to the clipboard the text is shown and selected, ready to be copied by hand.
    text.closest("details").open = true;
    getSelection().selectAllChildren(text);
  }
});

addEventListener("watchfloor-crash", (event) => showCrash(String(event.detail)));

// After a panic every further call into the application traps: only these errors mean that it is dead.
const isTrap = (reason) => typeof WebAssembly === "object" && reason instanceof WebAssembly.RuntimeError;
addEventListener("error", (event) => isTrap(event.error) && showCrash(event.error.stack ?? event.message));
addEventListener("unhandledrejection", (event) => isTrap(event.reason) && showCrash(event.reason.stack));

const { js, wasm } = document.querySelector("script[data-js]").dataset;
if (typeof WebAssembly === "object") {
  try {
    const { default: start } = await import(new URL(js, document.baseURI));
    await start({ module_or_path: new URL(wasm, document.baseURI) });
    byId("boot")?.remove();
  } catch (problem) {
    showCrash(`The application could not start: ${problem?.stack ?? problem}`);
  }
}
