// The first script of dist/watchfloor.html: what boot.js and the application ask for is inside the page, packed, since
// a page that was opened from a folder can fetch nothing from there.

const base = new URL(".", document.baseURI).href;
const packed = new Map(
  [...document.querySelectorAll("script[data-inside]")].map((block) => [block.dataset.inside, block]),
);

/** The path of a file inside the page, or null. */
function pathOf(address) {
  const path = address.startsWith(base) ? address.slice(base.length) : address.replace(/^\.\//, "");
  return packed.has(path) ? path : null;
}

/** The bytes of a file inside the page, as a stream. */
function unpacked(path) {
  const bytes = Uint8Array.from(atob(packed.get(path).textContent), (sign) => sign.charCodeAt(0));
  return new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
}

const plain = globalThis.fetch.bind(globalThis);
globalThis.fetch = async (asked, options) => {
  const path = pathOf(asked instanceof Request ? asked.url : String(asked));
  if (path === null) return plain(asked, options);
  return new Response(unpacked(path), { headers: { "Content-Type": packed.get(path).dataset.type } });
};

/** Where boot.js finds a file: a module by an address of its own, anything else by the address that `fetch` knows. */
globalThis.watchfloorAt = async (path) => {
  const inside = pathOf(path);
  if (!inside?.endsWith(".js")) return new URL(path, base);
  const text = await new Response(unpacked(inside)).text();
  return URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
};
