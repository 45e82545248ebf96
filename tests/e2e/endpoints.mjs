// Real servers for endpoints, started on free ports of the loopback interface: Apache httpd with mod_dav, and PouchDB
// Server, which speaks the protocol of CouchDB.

import { spawn } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function up(port) {
  for (let tries = 0; tries < 300; tries += 1) {
    const open = await new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true)).once("error", () => resolve(false));
      socket.once("close", () => socket.destroy());
      socket.unref();
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the server at port ${port} does not come up`);
}

async function folder(...parts) {
  const path = join(...parts);
  await mkdir(path, { recursive: true });
  // As root, Apache works as somebody else.
  await chmod(path, 0o777);
  return path;
}

async function started(program, args, home, port, env = {}) {
  const child = spawn(program, args, { cwd: home, stdio: "ignore", env: { ...process.env, ...env } });
  await up(port);
  return async () => {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill();
    await gone;
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
}

/** Apache httpd with an empty folder; answers its address and a way to stop it. */
export async function apache() {
  const [home, port] = [await mkdtemp(join(tmpdir(), "watchfloor-httpd-")), await freePort()];
  await folder(home);
  await folder(home, "www", "ws");
  await chmod(join(home, "www"), 0o777);
  await folder(home, "lock");
  const env = { MODULES: "/usr/lib/apache2/modules", ROOT: home, PORT: String(port) };
  const close = await started("apache2", ["-DFOREGROUND", "-f", join(root, "tests/servers/httpd.conf")], home, port, env);
  return { url: `http://127.0.0.1:${port}/ws/`, close };
}

/** Apache httpd with a copy of a site and the header file that is ready for it, inside `<Location>` or `<Directory>`. */
export async function apacheSite(dist, place) {
  const [home, port] = [await mkdtemp(join(tmpdir(), "watchfloor-site-")), await freePort()];
  await folder(home);
  await cp(dist, join(home, "site"), { recursive: true });
  const modules = ["mpm_event", "authz_core", "mime", "headers", "setenvif", "dir"];
  const where = place === "Directory" ? join(home, "site") : "/";
  const lines = [
    ...modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`),
    `ServerName localhost`,
    `Listen 127.0.0.1:${port}`,
    `User www-data`,
    `Group www-data`,
    `PidFile ${home}/httpd.pid`,
    `ErrorLog ${home}/error.log`,
    `TypesConfig /dev/null`,
    `AddType text/html .html`,
    `AddType text/javascript .js`,
    `AddType text/css .css`,
    `DocumentRoot "${home}/site"`,
    `<Directory "${home}/site">`,
    `  Require all granted`,
    `</Directory>`,
    `<${place} "${where}">`,
    `  Include "${home}/site/headers/apache.conf"`,
    `</${place}>`,
  ];
  await writeFile(join(home, "httpd.conf"), `${lines.join("\n")}\n`);
  await chmod(home, 0o755);
  const close = await started("apache2", ["-DFOREGROUND", "-f", join(home, "httpd.conf")], home, port);
  return { url: `http://127.0.0.1:${port}/`, close };
}

/** PouchDB Server with an empty database. */
export async function pouchdb() {
  const [home, port] = [await mkdtemp(join(tmpdir(), "watchfloor-pouchdb-")), await freePort()];
  const program = join(root, "node_modules/pouchdb-server/bin/pouchdb-server");
  const args = [program, "--in-memory", "--host", "127.0.0.1", "--port", String(port), "--no-stdout-logs"];
  const close = await started(process.execPath, [...args, "--config", join(home, "config.json")], home, port);
  await fetch(`http://127.0.0.1:${port}/ws`, { method: "PUT" });
  return { url: `http://127.0.0.1:${port}/ws/`, close };
}
