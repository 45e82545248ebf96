// Kills a real browser with SIGKILL in the middle of writes, again and again on one profile: after each kill every
// acknowledged command is there, once and in order. By hand: node tests/e2e/chaos.mjs [KILLS] [SEED]
//
// This proves the order of writes and not the disk: the system keeps what the browser handed over before it died. That
// the browser is asked for strict durability is proved by tests/web/store.rs.

import { spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { chromium } from "playwright-core";
import { FLAGS, appStarted, findChromium, newProfile } from "./browser.mjs";
import { serveFolder } from "./server.mjs";

const kills = Number(process.argv[2] ?? 200);
const seed = Number(process.argv[3] ?? 20261128);

let state = seed;
const chance = () => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
  return state / 0x7fffffff;
};

/** Starts a browser in a process group of its own, so that one signal ends all of it. */
async function start(profile) {
  const child = spawn(
    findChromium(),
    [...FLAGS, "--headless=new", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"],
    { detached: true, stdio: ["ignore", "ignore", "pipe"] },
  );
  const address = await new Promise((resolve, reject) => {
    let heard = "";
    child.stderr.on("data", (piece) => {
      heard += piece;
      const found = /DevTools listening on (ws:\S+)/.exec(heard);
      if (found) resolve(found[1]);
    });
    child.once("exit", () => reject(new Error(`the browser did not start: ${heard}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  return { child, browser };
}

async function kill({ child, browser }) {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  process.kill(-child.pid, "SIGKILL");
  await gone;
  await browser.close().catch(() => {});
}

/** Renames the workspace as fast as it is acknowledged, from a number on; runs in the page. */
function renames(from) {
  const form = document.querySelector("form.settings-line");
  const field = form.querySelector("input");
  const button = form.querySelector("button");
  let number = from;
  const next = () => {
    field.value = `Name ${number}`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    requestAnimationFrame(async () => {
      // It counts as sent before it is: a kill in between must not look like a command from nowhere.
      await window.sent(number);
      form.requestSubmit();
      // The name is a new one until the command is on disk; then there is nothing left to rename.
      const look = () => {
        if (field.value === `Name ${number}` && button.getAttribute("aria-disabled") === "true") {
          window.acknowledged(number);
          number += 1;
          setTimeout(next);
        } else setTimeout(look);
      };
      setTimeout(look);
    });
  };
  next();
}

const site = await serveFolder();
const profile = await newProfile();
let [acknowledged, sent, total] = [0, 0, 0];
const began = Date.now();
try {
  for (let round = 0; round <= kills; round += 1) {
    const session = await start(profile);
    const context = session.browser.contexts()[0];
    const page = await context.newPage();
    await page.goto(`${site.url}#/settings`);
    await appStarted(page);
    const field = page.getByRole("textbox", { name: "Name of the workspace" });
    await field.waitFor();
    const name = await field.inputValue();
    const found = Number(/^Name (\d+)$/.exec(name)?.[1] ?? 0);
    if (found < acknowledged) throw new Error(`kill ${round}: ${acknowledged} was acknowledged, ${name} is there`);
    if (found > sent) throw new Error(`kill ${round}: ${name} was never sent`);
    if (round % 20 === 0 || round === kills) {
      // The whole journal: as many changes as were made, each following from the one before it.
      await page.goto(`${site.url}#/settings/storage`);
      await page.getByRole("button", { name: "Check everything" }).click();
      const words = await page.locator("[data-audit] .banner").innerText();
      const entries = words.startsWith("One change ") ? 1 : Number(/^([\d,]+) changes follow/.exec(words)?.[1].replaceAll(",", ""));
      if (entries !== found + 1) throw new Error(`kill ${round}: ${found + 1} changes expected: ${words}`);
      await page.goto(`${site.url}#/settings`);
      await field.waitFor();
      console.log(`${round} kills, ${found} changes, every acknowledged one there`);
    }
    total = found;
    if (round === kills) {
      await kill(session);
      break;
    }
    [acknowledged, sent] = [found, found];
    await page.exposeFunction("acknowledged", (number) => (acknowledged = number));
    await page.exposeFunction("sent", (number) => (sent = number));
    await page.evaluate(renames, found + 1);
    await new Promise((resolve) => setTimeout(resolve, 50 + chance() * 600));
    await kill(session);
  }
  const seconds = Math.round((Date.now() - began) / 1000);
  console.log(`chaos: seed ${seed}, ${kills} kills, ${total} changes, nothing lost, in ${seconds} s`);
} finally {
  await site.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
}
