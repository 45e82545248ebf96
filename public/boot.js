// Starts the application, and shows the crash notice when it cannot start or has stopped.
//
// The application reports a panic with `dispatchEvent(new CustomEvent("watchfloor-crash", {detail: "…"}))`.

const byId = (id) => document.getElementById(id);
let crashed = false;

function showCrash(details) {
  // The first report says what went wrong; what follows from it would only cover it up.
  if (crashed) return;
  crashed = true;
  // Of the address only the kind of page: what follows may name people, and the report may be passed on.
  const page = location.hash.split(/[/?]/)[1] ?? "";
  byId("crash-details").textContent = `${details}\n\n${location.origin}${location.pathname}#/${page}\n${navigator.userAgent}`;
  byId("boot")?.remove();
  byId("app").inert = true;
  translate(byId("crash"));
  byId("crash").hidden = false;
  byId("crash-reload").focus();
}

byId("crash-reload").addEventListener("click", () => location.reload());
byId("crash-copy").addEventListener("click", async (event) => {
  const text = byId("crash-details");
  try {
    await navigator.clipboard.writeText(text.textContent);
    event.target.textContent = byId("crash-copied").textContent;
  } catch {
    // Without access to the clipboard the text is shown and selected, ready to be copied by hand.
    text.closest("details").open = true;
    getSelection().selectAllChildren(text);
  }
});

byId("crash-backup").addEventListener("click", async (event) => {
  const button = event.target;
  try {
    const { save } = await import(await at("./rescue.js"));
    await save();
  } catch (problem) {
    button.textContent = String(problem?.message ?? problem);
  }
});

addEventListener("watchfloor-crash", (event) => showCrash(String(event.detail)));

// After a panic every further call into the application traps: only these errors mean that it is dead.
const isTrap = (reason) => typeof WebAssembly === "object" && reason instanceof WebAssembly.RuntimeError;
addEventListener("error", (event) => isTrap(event.error) && showCrash(event.error.stack ?? event.message));
addEventListener("unhandledrejection", (event) => isTrap(event.reason) && showCrash(event.reason.stack));

// Where a file of the site is. The single file (xtask/src/single-file.js) has them inside.
const at = globalThis.watchfloorAt ?? ((path) => new URL(path, document.baseURI));

// Loads a module that is not needed at first, such as the spreadsheet writer, by its path from the page.
globalThis.watchfloorLoad = async (path) => import(await at(path));

// The languages that the site has words for (src/words/language.rs). English is in the application; the words of another
// one are fetched beside it.
const LANGUAGES = ["en", "de", "es", "ja", "pt"];

/** What was chosen here, else the first that the browser prefers. */
function language() {
  let chosen;
  try {
    chosen = localStorage.getItem("watchfloor.language");
  } catch {
    // Without storage nothing can have been chosen.
  }
  if (chosen) return chosen;
  const preferred = (navigator.languages ?? []).map((tag) => tag.split(/[-_]/)[0].toLowerCase());
  return preferred.find((tag) => LANGUAGES.includes(tag)) ?? "en";
}

/** Puts a notice of the page into the language; English stands there. */
function translate(notice) {
  const tag = language().split("-")[0];
  for (const element of notice.querySelectorAll("[data-de]")) {
    element.lang = element.dataset[tag] ? tag : "en";
    element.textContent = element.dataset[tag] ?? element.textContent;
  }
}

/** Begins to fetch the words, so that they are there when the application asks for them (src/platform/language.rs). */
function fetchWords() {
  const tag = language();
  if (tag === "en" || !LANGUAGES.includes(tag)) return;
  const text = fetch(`words/${tag}.json`).then((response) => (response.ok ? response.text() : undefined));
  // The application asks again for what did not come, and then says so.
  globalThis.watchfloorWords = { tag, text: text.catch(() => undefined) };
}

// The release site comes in two parts (xtask/split): what the first page of a newcomer runs, and the rest, which is
// fetched once that page is drawn and linked when it is there. Whatever else is opened first fetches both at the same time
// and waits for them, and so does whoever comes back: the browser has kept both parts then.
const HOME = /^#?\/?$/;

// Asked before anything else, whoever needs the answer: the browser opens its storage for it, which takes a while and this
// way happens beside the loading of the application, which reads from it first of all.
const databases = (async () => indexedDB.databases())();
databases.catch(() => {});

/** So long a storage that does not answer is waited for before the application starts and tells of it. */
const DATABASES_MS = 2_000;
const silent = new Promise((_, failed) => setTimeout(failed, DATABASES_MS));
silent.catch(() => {});

/** Whether this browser knows a workspace. One that cannot list its databases says what it remembers of the visit. */
async function isKnownHere() {
  try {
    return (await Promise.race([databases, silent])).some(({ name }) => name.startsWith("watchfloor"));
  } catch {
    return Object.keys(localStorage).some((key) => key.startsWith("watchfloor"));
  }
}

/**
 * Compiles a module as it arrives; a server that does not say `application/wasm` gets it compiled all the same. Its word is
 * looked at, and no copy of the answer kept for another try: all of it would then pass through the page.
 */
async function compile(response) {
  const isNamed = response.headers.get("Content-Type")?.toLowerCase() === "application/wasm";
  return isNamed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/** When the page is drawn with its title. A page that is not seen draws nothing, and one may fail: both wait no longer. */
const drawn = () =>
  new Promise((done) => {
    setTimeout(done, 3_000);
    const look = () => (document.querySelector("main h1") ? setTimeout(done) : requestAnimationFrame(look));
    requestAnimationFrame(look);
  });

/** What a request of the browser's storage brings. */
const brought = (request) =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

/** Opens a database that is there. Whoever changes or deletes it does not wait for us. */
async function openAsItIs(name) {
  const request = indexedDB.open(name);
  request.onupgradeneeded = () => request.transaction.abort();
  const database = await brought(request);
  database.onversionchange = () => database.close();
  return database;
}

/**
 * Reads what was derived of the workspace and kept, by far the most that opening reads, and the parts of the application
 * are on their way meanwhile. The application takes it from here (src/platform/ahead.rs), or reads it by itself.
 */
async function readAhead() {
  const names = (await databases).map(({ name }) => name);
  if (!names.includes("watchfloor")) return undefined;
  const list = await openAsItIs("watchfloor");
  const rows = await brought(list.transaction("workspaces").objectStore("workspaces").getAll());
  list.close();
  // The one that the application opens: that of this tab, else the one that was opened last.
  const ofTab = sessionStorage.getItem("watchfloor.place");
  const known = rows.map((row) => JSON.parse(row)).sort((one, other) => (one.opened < other.opened ? 1 : -1));
  const place = ({ place, id }) => place ?? id;
  const wanted = known.find((one) => place(one) === ofTab) ?? known[0];
  const database = wanted && `watchfloor-${place(wanted)}`;
  if (!names.includes(database)) return undefined;
  const opened = await openAsItIs(database);
  const store = opened.transaction("caches").objectStore("caches");
  const keys = await brought(store.getAllKeys(IDBKeyRange.bound("kept-", "kept-\uffff")));
  // Each by itself: the first that have come are brought back while the others are on their way.
  const caches = new Map(keys.map((key) => [key, inTime(brought(store.get(key)))]));
  opened.close();
  return { database, caches };
}

/** So long the application waits at most for what is read ahead: a storage that does not answer is its own to report. */
const AHEAD_MS = 5_000;
const late = new Promise((done) => setTimeout(done, AHEAD_MS));

/** What comes before it is too late; nothing where it fails. */
const inTime = (read) => Promise.race([read.catch(() => undefined), late]);

function beginReading() {
  globalThis.watchfloorAhead = inTime(readAhead());
}

/** Has the browser load what it knows of the reader's dates and numbers, which takes a while, while it waits anyway. */
function warmLocale() {
  const preferred = (navigator.languages ?? []).find((tag) => tag.toLowerCase().startsWith(language()));
  new Intl.DateTimeFormat(preferred, { day: "numeric", month: "short", hour: "2-digit", timeZoneName: "short" }).format();
  new Intl.NumberFormat(preferred).format(0);
  new Intl.PluralRules(preferred).select(0);
}

async function fetched(url, priority) {
  const response = await fetch(url, { priority, credentials: "same-origin" });
  if (!response.ok) throw new Error(`${url.pathname}: ${response.status} ${response.statusText}`);
  return response;
}

// The style sheets of pages other than Home are disabled, so that they are fetched when they are enabled.
const lateSheets = [...document.querySelectorAll("link[rel=stylesheet][disabled]")];
const arrivedSheets = new Set();

/** Enables the sheets of all pages, and answers when they have arrived; one that does not is no reason to stop. */
function allSheets() {
  const arrivals = lateSheets.map(
    (link) =>
      new Promise((done) => {
        link.onload = () => done(arrivedSheets.add(link));
        link.onerror = done;
        link.disabled = false;
      }),
  );
  return Promise.all(arrivals);
}

function textNow(url, type) {
  const request = new XMLHttpRequest();
  request.open("GET", url, false);
  request.overrideMimeType(type);
  request.send();
  if (request.status !== 200) throw new Error(`${new URL(url).pathname}: ${request.status} ${request.statusText}`);
  return request.responseText;
}

/** Lets the sheets of all pages hold at once. */
function allSheetsNow() {
  for (const link of lateSheets.filter((link) => !arrivedSheets.has(link))) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(textNow(link.href, "text/css; charset=utf-8"));
    document.adoptedStyleSheets.push(sheet);
    arrivedSheets.add(link);
  }
}

/** Compiles a module at once, for the first part when it needs something of the rest before that has arrived. */
function compileNow(url) {
  const signs = textNow(url.href, "text/plain; charset=x-user-defined");
  return new WebAssembly.Module(Uint8Array.from(signs, (sign) => sign.charCodeAt(0) & 0xff));
}

/**
 * Begins to fetch and to compile the parts that are needed at once. It comes before everything else of a start: whatever
 * asks the browser for what it has stored waits for an answer, and the parts are on their way meanwhile.
 */
function beginParts(firstUrl, restUrl) {
  const first = fetched(firstUrl, "high").then(compile);
  first.catch(() => {});
  let arrival;
  // Only where the first page does without it, it must not be in its way.
  const rest = (priority = "low") => {
    arrival ??= fetched(restUrl, priority).then(compile);
    arrival.catch(() => {});
    return arrival;
  };
  const isFirst = HOME.test(location.hash) && language() === "en";
  const needsBoth = isFirst ? isKnownHere().catch(() => true) : Promise.resolve(true);
  if (!isFirst) rest("high");
  // Whoever links the rest hears of its failure.
  needsBoth.then((both) => {
    if (both) rest("high");
  });
  return { first, rest, restUrl, needsBoth };
}

/** Starts both parts. `start` is what wasm-bindgen wrote: it instantiates the module that it is given, and runs it. */
async function startParts(start, { first: firstModule, rest, restUrl, needsBoth: needed }) {
  let first;
  let given;
  let isLinked = false;
  const link = (module) => {
    if (isLinked) return;
    // The rest asks for tables and globals by name, and for functions by their place in the table.
    const lent = new Proxy(first.exports, { get: (all, name) => all[name] ?? all["wf-functions"].get(Number(name)) });
    new WebAssembly.Instance(module, { ...given, first: lent });
    isLinked = true;
  };
  const load = () => {
    link(compileNow(restUrl));
    allSheetsNow();
  };
  const needsBoth = await needed;
  // The sheets are on their way while the parts are compiled.
  const sheets = needsBoth ? allSheets() : undefined;
  const module = await firstModule;
  const plain = WebAssembly.instantiate;
  WebAssembly.instantiate = async (part, imports) => {
    WebAssembly.instantiate = plain;
    given = imports;
    first = await plain.call(WebAssembly, part, { ...imports, watchfloor: { load } });
    if (needsBoth) {
      await sheets;
      link(await rest());
    }
    return first;
  };
  await start({ module_or_path: module });
  const later = needsBoth ? Promise.resolve() : drawn().then(() => void allSheets());
  // A rest that did not arrive is asked for once more when it is needed, and that failure is shown.
  later.then(() => rest()).then(link, () => {});
}

/** Takes the drawn shell away once the application has drawn its own: nothing blank is seen between the two. */
function giveWay() {
  const mount = byId("app");
  const look = (_, observer) => {
    if (!mount.querySelector("main")) return;
    observer?.disconnect();
    byId("boot")?.remove();
  };
  const observer = new MutationObserver(look);
  observer.observe(mount, { childList: true, subtree: true });
  look(undefined, observer);
}

/** Once nothing else is to do: what keeps the site for a visit without network is no part of the first page. */
function keepForLater() {
  const begin = () => import("./offline.js").catch(() => {});
  globalThis.requestIdleCallback ? requestIdleCallback(begin, { timeout: 10_000 }) : setTimeout(begin, 3_000);
}

const { js, wasm, rest, version } = document.querySelector("script[data-js]").dataset;
if (typeof WebAssembly === "object") {
  try {
    const parts = rest && beginParts(at(wasm), at(rest));
    fetchWords();
    beginReading();
    const script = import(await at(js));
    warmLocale();
    const { default: start } = await script;
    if (parts) {
      await startParts(start, parts);
    } else {
      await allSheets();
      await start({ module_or_path: await at(wasm) });
    }
    giveWay();
    if (version) keepForLater();
  } catch (problem) {
    // What the browser cannot compile it is mostly too old for (check.js).
    if (problem instanceof WebAssembly.CompileError) globalThis.watchfloorCannotRun();
    else showCrash(`The application could not start: ${problem?.stack ?? problem}`);
  }
}
