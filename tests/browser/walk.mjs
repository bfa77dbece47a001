// The page walked from end to end as an officer does: drop, read every result, suppose, save every file.

import { arrived, drop, faultsOfAccess, says, walk } from "./driver.mjs";

const DONE = "Everything is worked out|could not|fault";
const PANELS = ["read", "findings", "status", "conflicts", "order", "whatif", "board", "save"];
const LOOKS = {
  narrow: { width: 320 },
  dark: { features: [{ name: "prefers-color-scheme", value: "dark" }] },
  forced: { features: [{ name: "forced-colors", value: "active" }] },
};

const textOf = (page, name) => page.evaluate((id) => document.getElementById(`panel-${id}`).innerText, name);

async function putIn(page, asked, files) {
  if (asked.browser === "chrome") return drop(page, files);
  const input = await page.$("#files");
  return input.uploadFile(...files);
}

const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

// From tab to tab by the arrow key alone; what each shows, and by how much it is wider than the screen.
async function readPanels(page, pictures, look) {
  const met = {};
  await page.focus("#tab-read");
  await page.keyboard.press("Home");
  for (const name of PANELS) {
    met[name] = {
      focused: await page.evaluate(() => document.activeElement.id),
      text: await textOf(page, name),
      tooWide: await overflow(page),
    };
    if (pictures) await page.screenshot({ path: `${pictures}/${look}-${name}.png`, fullPage: name !== "status" });
    await page.keyboard.press("ArrowRight");
  }
  return met;
}

// All panels and all that folds at once, so that axe judges them in one sitting.
async function faultsOfAll(page) {
  const unfold = (open) => {
    const panels = [...document.querySelectorAll("[role=tabpanel]")];
    const shut = [...document.querySelectorAll("details:not([open])")];
    globalThis.folded ??= [panels.filter((panel) => panel.hidden), shut];
    for (const panel of globalThis.folded[0]) panel.hidden = !open;
    for (const one of globalThis.folded[1]) one.open = open;
    if (!open) globalThis.folded = undefined;
  };
  await page.evaluate(unfold, true);
  const found = await faultsOfAccess(page);
  await page.evaluate(unfold, false);
  return found;
}

async function readBoard(page) {
  await page.click("#tab-board");
  const frame = await (await page.$("#board-frame")).contentFrame();
  return frame.evaluate(() => {
    const link = document.querySelector(".contents a, nav a");
    link.click();
    const body = getComputedStyle(document.body);
    return { heading: document.querySelector("h1").textContent, margin: body.margin, scrolled: scrollY > 0 };
  });
}

async function readPackOf(page, audience) {
  const shown = page.evaluate(
    () =>
      new Promise((settle) => {
        const frame = document.getElementById("board-frame");
        frame.addEventListener("load", () => settle(frame.contentDocument.body.innerText), { once: true });
      }),
  );
  await page.select("#audience", audience);
  return shown;
}

async function suppose(page) {
  await page.click("#tab-whatif");
  await page.type("#slip", "TRN-M07");
  await page.type("#days", "15");
  await page.keyboard.press("Enter");
  return page.evaluate(
    () =>
      new Promise((settle) => {
        const place = document.querySelector("#panel-whatif .answer");
        const look = () => place.querySelector("table, .notice") && settle(place.innerText);
        new MutationObserver(look).observe(place, { childList: true });
        look();
      }),
  );
}

async function saveAll(page, downloads) {
  await page.click("#tab-save");
  const saved = {};
  for (const what of await page.$$eval("#panel-save [data-save]", (all) => all.map((one) => one.dataset.save))) {
    await page.evaluate(() => document.getElementById("corner").replaceChildren());
    await page.click(`#panel-save [data-save=${what}]`);
    const told = await says(page, "corner", "is made|could not|fault");
    saved[what] = await arrived(downloads, told.split(" is made")[0]);
  }
  return saved;
}

// Looks are emulated by a session of Chromium's own, and hold as long as it is open.
async function inOtherLooks(page, asked) {
  const met = {};
  const session = asked.browser === "chrome" ? await page.createCDPSession() : null;
  for (const [look, { width, features }] of Object.entries(LOOKS)) {
    if (features && !session) continue;
    await page.setViewport({ width: width ?? 1280, height: 900 });
    if (session) await session.send("Emulation.setEmulatedMedia", { features: features ?? [] });
    met[look] = { faults: await faultsOfAll(page), panels: await readPanels(page, asked.pictures, look) };
  }
  if (session) await session.send("Emulation.setEmulatedMedia", { features: [] });
  await page.setViewport({ width: 1280, height: 900 });
  return met;
}

// What a workbook or a fault could try, in the page and in its worker: each must fail, and nothing reach the door.
function tryToLeave() {
  const outcome = (asked) => asked.then(() => "went", () => "refused");
  const heard = (one, done) => new Promise((settle, refuse) => Object.assign(one, { [done]: settle, onerror: refuse }));
  const tries = [() => fetch("http://leak.invalid/fetch"), () => heard(new WebSocket("ws://leak.invalid/socket"), "onopen")];
  tries.push(() => {
    const asked = new XMLHttpRequest();
    asked.open("GET", "http://leak.invalid/request");
    asked.send();
    return heard(asked, "onload");
  });
  if (globalThis.Image) tries.push(() => heard(Object.assign(new Image(), { src: "http://leak.invalid/image" }), "onload"));
  return Promise.all(tries.map((one) => outcome(Promise.resolve().then(one))));
}

const storedByPage = async () => [
  localStorage.length,
  sessionStorage.length,
  document.cookie,
  (await indexedDB.databases()).length,
];

await walk(async (opened, asked) => {
  const { page, complaints } = await opened.page(asked.page);
  const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null);
  const faultsAtFirst = await faultsOfAccess(page);
  const before = Date.now();
  await putIn(page, asked, asked.files);
  await says(page, "told", DONE);
  const took = Date.now() - before;
  const met = { paint, took, faultsAtFirst, panels: await readPanels(page, asked.pictures, "wide") };
  met.faults = await faultsOfAll(page);
  met.board = await readBoard(page);
  met.parents = await readPackOf(page, "parents");
  met.supposed = await suppose(page);
  met.saved = await saveAll(page, asked.downloads);
  met.looks = await inOtherLooks(page, asked);
  await putIn(page, asked, asked.hostile);
  await says(page, "told", DONE);
  met.hostile = await readPanels(page, asked.pictures, "hostile");
  met.looks.hostile = { faults: await faultsOfAll(page), panels: met.hostile };
  met.markup = await page.$$eval(".answer script, .answer b, .answer img, .answer [onclick]", (all) => all.length);
  met.complaints = [...complaints];
  met.leaving = await page.evaluate(tryToLeave);
  met.stored = await page.evaluate(storedByPage);
  const [worker] = page.workers();
  if (asked.browser === "chrome") met.leaving.push(...(await worker.evaluate(tryToLeave)));
  return { ...met, outside: opened.asked };
});
