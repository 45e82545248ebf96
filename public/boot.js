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

// Loads a module that is not needed at first, such as the spreadsheet writer, by its path from the page.
globalThis.watchfloorLoad = (path) => import(new URL(path, document.baseURI));

// The release site comes in two parts (xtask/split): what the first page runs, and the rest, which is fetched at the
// same time and linked as soon as both are there. Whatever else is opened first waits for both.
const HOME = /^#?\/?$/;

/** Compiles a module as it arrives; a server that does not say `application/wasm` gets it compiled all the same. */
async function compile(response) {
  const copy = response.clone();
  try {
    return await WebAssembly.compileStreaming(response);
  } catch {
    return WebAssembly.compile(await copy.arrayBuffer());
  }
}

async function fetched(url, priority) {
  const response = await fetch(url, { priority, credentials: "same-origin" });
  if (!response.ok) throw new Error(`${url.pathname}: ${response.status} ${response.statusText}`);
  return response;
}

/** The same at once, for the first part when it needs something of the rest before that has arrived. */
function compileNow(url) {
  const request = new XMLHttpRequest();
  request.open("GET", url, false);
  request.overrideMimeType("text/plain; charset=x-user-defined");
  request.send();
  if (request.status !== 200) throw new Error(`${url.pathname}: ${request.status} ${request.statusText}`);
  return new WebAssembly.Module(Uint8Array.from(request.responseText, (sign) => sign.charCodeAt(0) & 0xff));
}

/** Starts both parts. `start` is what wasm-bindgen wrote: it instantiates the module that it is given, and runs it. */
async function startParts(start, firstUrl, restUrl) {
  let first;
  let isLinked = false;
  const link = (module) => {
    if (!isLinked) new WebAssembly.Instance(module, { first: first.exports });
    isLinked = true;
  };
  const load = () => link(compileNow(restUrl));
  const rest = fetched(restUrl, "low").then(compile);
  rest.catch(() => {});
  const module = await compile(await fetched(firstUrl, "high"));
  const plain = WebAssembly.instantiate;
  WebAssembly.instantiate = async (given, imports) => {
    WebAssembly.instantiate = plain;
    first = await plain.call(WebAssembly, given, { ...imports, watchfloor: { load } });
    if (!HOME.test(location.hash)) link(await rest);
    return first;
  };
  await start({ module_or_path: module });
  // A rest that did not arrive is asked for once more when it is needed, and that failure is shown.
  rest.then(link, () => {});
}

const { js, wasm, rest } = document.querySelector("script[data-js]").dataset;
if (typeof WebAssembly === "object") {
  try {
    const at = (path) => new URL(path, document.baseURI);
    const { default: start } = await import(at(js));
    await (rest ? startParts(start, at(wasm), at(rest)) : start({ module_or_path: at(wasm) }));
    byId("boot")?.remove();
  } catch (problem) {
    showCrash(`The application could not start: ${problem?.stack ?? problem}`);
  }
}
