// Registers the service worker of a built site, tells the application when another version is ready, and hands it the
// files with which the installed application was opened.
//
// The application hears `watchfloor-update` (detail: "ready" or "other-pages") and answers with `watchfloor-take-over`;
// it hears `watchfloor-files` and finds them in `watchfloorFiles`.

const say = (detail) => {
  globalThis.watchfloorUpdate = detail;
  dispatchEvent(new CustomEvent("watchfloor-update", { detail }));
};

/** A page may stay open for days: so often it is asked whether another version is there. */
const LOOK_MS = 60 * 60_000;

/** Asks for another version when the page is looked at again or the network is back, and once an hour. */
function lookNowAndThen(registration) {
  let last = Date.now();
  const look = () => {
    if (document.hidden || Date.now() - last < LOOK_MS) return;
    last = Date.now();
    // Without network there is no other version to be had.
    registration.update().catch(() => {});
  };
  addEventListener("online", look);
  document.addEventListener("visibilitychange", look);
  setInterval(look, LOOK_MS);
}

/** Hears of a worker that waits for its turn. The very first one has nobody to take over from. */
function watch(registration) {
  lookNowAndThen(registration);
  const tell = (worker) => {
    if (worker?.state === "installed" && navigator.serviceWorker.controller) say("ready");
  };
  tell(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => tell(worker));
  });
  addEventListener("watchfloor-take-over", () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    registration.waiting?.postMessage("take-over");
  });
  navigator.serviceWorker.addEventListener("message", (event) => {
    if (event.data === "other-pages") say("other-pages");
  });
}

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("./worker.js", { scope: "./", updateViaCache: "none" }).then(watch, () => {
    // A browser that keeps no workers, as in a private window: the site works, with network.
  });
}

// Files that were opened with the installed application (file_handlers of app.webmanifest).
globalThis.launchQueue?.setConsumer(async ({ files }) => {
  if (!files?.length) return;
  globalThis.watchfloorFiles = await Promise.all(files.map((handle) => handle.getFile()));
  dispatchEvent(new CustomEvent("watchfloor-files"));
});
