// Says why the application cannot start here. Written in the oldest JavaScript, for browsers that read no other.
(function () {
  var reason = null;
  if (location.protocol === "file:") {
    reason = "file";
  } else if (!("noModule" in document.createElement("script")) || typeof WebAssembly !== "object") {
    reason = "browser";
  }
  if (reason) {
    document.getElementById("boot").hidden = true;
    document.getElementById("cannot-start-" + reason).hidden = false;
  }
})();
