// Where the command line is; it is built when no other check has done so.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

export async function commandLine() {
  const file = process.env.WATCHFLOOR_CLI ?? `${ROOT}target/debug/watchfloor`;
  if (!existsSync(file)) await promisify(execFile)("cargo", ["build", "--quiet", "--features", "cli", "--bin", "watchfloor"], { cwd: ROOT });
  return file;
}
