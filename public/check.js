// Says why the application cannot start here, in the reader's language. Written in the oldest JavaScript, for browsers that
// read no other.
(function () {
  function show(reason) {
    var notice = document.getElementById("cannot-start-" + reason);
    var preferred = navigator.languages || [navigator.language || ""];
    // The first of the preferred languages that the notice has, as boot.js chooses; English stands there.
    for (var at = 0; at < preferred.length; at += 1) {
      var tag = preferred[at].split("-")[0].toLowerCase();
      if (tag === "en") break;
      var texts = notice.querySelectorAll("[data-" + tag.replace(/[^a-z]/g, "") + "]");
      for (var text = 0; text < texts.length; text += 1) {
        texts[text].textContent = texts[text].getAttribute("data-" + tag);
        texts[text].lang = tag;
      }
      if (texts.length > 0) break;
    }
    document.getElementById("boot").hidden = true;
    notice.hidden = false;
  }

  // A browser cannot check the integrity of what it reads from disk and refuses those sheets: they are named again without.
  function dress() {
    var links = document.querySelectorAll("link[rel=stylesheet][integrity]:not([disabled])");
    for (var at = 0; at < links.length; at += 1) {
      var plain = document.createElement("link");
      plain.rel = "stylesheet";
      plain.href = links[at].href;
      document.head.appendChild(plain);
    }
  }

  // boot.js asks for it when the browser does not take the application.
  window.watchfloorCannotRun = function () {
    show("browser");
  };
  // A browser that has modules and reads no newer script stops at one, and this is the only sign of it.
  window.addEventListener("error", function (event) {
    if (event.error instanceof SyntaxError && document.getElementById("boot")) show("browser");
  });

  if (location.protocol === "file:") {
    dress();
    show("file");
  } else if (!("noModule" in document.createElement("script")) || typeof WebAssembly !== "object") {
    show("browser");
  }
})();
