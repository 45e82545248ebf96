// Saves what this browser keeps when nothing of the application runs any more: a backup as Settings, Storage restores it
// (src/formats/backup.rs), of the workspace that this tab had open.

const settled = (request) =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

/** The database of this tab's workspace, else of any. */
async function nameOf() {
  let place;
  try {
    place = sessionStorage.getItem("watchfloor.place");
  } catch {
    // Without storage of the tab any workspace is better than none.
  }
  const names = (await indexedDB.databases()).map(({ name }) => name).filter((name) => name.startsWith("watchfloor-"));
  const own = `watchfloor-${place}`;
  const name = names.includes(own) ? own : names[0];
  if (!name) throw new Error("no workspace is kept in this browser");
  return name;
}

/** The SHA-256 digest as the manifest has it; nothing where the browser makes none, and then the file says none. */
async function digestOf(bytes) {
  if (!crypto.subtle) return {};
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return { sha256: [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("") };
}

/** The backup as a file, and its name. */
async function made() {
  const database = await settled(indexedDB.open(await nameOf()));
  const stores = database.transaction(["head", "documents"]);
  const [head, names] = await Promise.all([
    settled(stores.objectStore("head").get("text")),
    settled(stores.objectStore("documents").getAllKeys()),
  ]);
  const { workspace, revision, sealed, tail } = JSON.parse(head);
  const parts = [];
  const documents = [];
  for (const name of names) {
    const bytes = await settled(database.transaction("documents").objectStore("documents").get(name));
    documents.push({ name, bytes: bytes.byteLength });
    // A file of its own each: the browser may put them on disk.
    parts.push(new Blob([`"${name}":`, bytes, ",\n"]));
  }
  const bytes = new TextEncoder().encode(head);
  documents.push({ name: "head.json", bytes: bytes.length, ...(await digestOf(bytes)) });
  const manifest = {
    workspace: workspace.id,
    name: workspace.name,
    made: new Date().toISOString(),
    revision,
    entries: (sealed?.seq ?? 0) + tail.length,
    documents,
  };
  const first = `{"format":"watchfloor","document":"backup","schema":${JSON.parse(head).schema},"manifest":${JSON.stringify(manifest)},"documents":{\n`;
  database.close();
  const day = manifest.made.slice(0, 16).replace(":", "");
  return { name: `watchfloor-${day}.watchfloor.json`, file: new Blob([first, ...parts, `"head.json":`, head, "\n}}\n"]) };
}

/** Hands the backup out as a download. */
export async function save() {
  const { name, file } = await made();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
