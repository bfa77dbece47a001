// A real browser for tests: opened on a page from a file, with every way out leading to a door that only counts.

import { existsSync, readFileSync, readdirSync, statSync, watch } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const installed = createRequire(new URL("../../.ci/package.json", import.meta.url));
const puppeteer = installed("puppeteer-core");
const axe = readFileSync(installed.resolve("axe-core/axe.min.js"), "utf8");
const GONE = 127;
// Milliseconds for one thing that is waited for, on a busy computer.
const LONGEST = 120_000;

// Everything that a browser asks of the network comes here, and is told of by its first line.
async function door() {
  const asked = [];
  const server = createServer((socket) => {
    socket.once("data", (data) => {
      asked.push(String(data).split("\r\n")[0]);
      socket.destroy();
    });
    socket.on("error", () => undefined);
  });
  await new Promise((open) => server.listen(0, "127.0.0.1", open));
  return { asked, port: server.address().port, close: () => server.close() };
}

function settings(browser, port, downloads) {
  const proxy = `127.0.0.1:${port}`;
  if (browser === "chrome") {
    return { args: ["--no-sandbox", "--disable-gpu", `--proxy-server=${proxy}`, "--proxy-bypass-list=<-loopback>"] };
  }
  const ports = Object.fromEntries(["http", "ssl"].map((kind) => [`network.proxy.${kind}_port`, port]));
  return {
    extraPrefsFirefox: {
      "network.proxy.type": 1,
      "network.proxy.http": "127.0.0.1",
      "network.proxy.ssl": "127.0.0.1",
      "network.proxy.allow_hijacking_localhost": true,
      ...ports,
      "browser.download.folderList": 2,
      "browser.download.dir": downloads,
      "browser.download.useDownloadDir": true,
    },
  };
}

export async function open({ browser, executable, downloads }) {
  const outside = await door();
  const started = await puppeteer.launch({
    browser,
    executablePath: executable,
    headless: true,
    protocolTimeout: LONGEST,
    ...settings(browser, outside.port, downloads),
  });
  if (browser === "chrome") {
    const session = await started.target().createCDPSession();
    await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: downloads });
  }
  return {
    asked: outside.asked,
    browser: started,
    async page(path, before) {
      const page = await started.newPage();
      const complaints = [];
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("dialog", (dialog) => {
        complaints.push(`dialog: ${dialog.message()}`);
        dialog.dismiss();
      });
      await page.setViewport({ width: 1280, height: 900 });
      if (before) await page.evaluateOnNewDocument(before);
      await page.goto(pathToFileURL(path).href);
      return { page, complaints };
    },
    async close() {
      await started.close();
      outside.close();
    },
  };
}

// Settles when an element says what is waited for, or anything that is a refusal.
export function says(page, id, words) {
  return page.evaluate(
    (where, awaited) =>
      new Promise((settle) => {
        const place = document.getElementById(where);
        const look = () => new RegExp(awaited).test(place.textContent) && settle(place.textContent);
        new MutationObserver(look).observe(place, { childList: true, characterData: true, subtree: true });
        look();
      }),
    id,
    words,
  );
}

export async function faultsOfAccess(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { iframes: false, resultTypes: ["violations"] }));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}

// Files dragged from outside onto a page, as a hand does it.
export async function drop(page, paths) {
  const session = await page.createCDPSession();
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, x: 400, y: 300, data });
  }
}

export function arrived(folder, name) {
  const path = join(folder, name);
  const whole = () =>
    existsSync(path) && statSync(path).size > 0 && !readdirSync(folder).some((other) => /part|crdownload/.test(other));
  return new Promise((settle) => {
    const watching = watch(folder, () => {
      if (!whole()) return;
      watching.close();
      settle(path);
    });
    if (whole()) {
      watching.close();
      settle(path);
    }
  });
}

// A walk is told what to do as JSON on standard input, and tells what it met as JSON.
export async function walk(steps) {
  const asked = JSON.parse(readFileSync(0, "utf8"));
  const opened = await open(asked);
  try {
    process.stdout.write(JSON.stringify(await steps(opened, asked)));
  } finally {
    await opened.close();
  }
}

process.on("unhandledRejection", (error) => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(GONE);
});
