// Says why the application cannot start here, in the reader's language. Written in the oldest JavaScript, for browsers that
// read no other.
(function () {
  var reason = null;
  if (location.protocol === "file:") {
    reason = "file";
  } else if (!("noModule" in document.createElement("script")) || typeof WebAssembly !== "object") {
    reason = "browser";
  }
  if (!reason) return;
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
})();
