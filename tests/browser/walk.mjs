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

// From tab to tab by the arrow key alone; what each shows, what axe has against it, and whether it fits.
async function readPanels(page, pictures, look) {
  const met = {};
  await page.focus("#tab-read");
  await page.keyboard.press("Home");
  for (const name of PANELS) {
    const focused = await page.evaluate(() => document.activeElement.id);
    met[name] = {
      focused,
      text: await textOf(page, name),
      faults: await faultsOfAccess(page),
      tooWide: await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
    };
    if (pictures) await page.screenshot({ path: `${pictures}/${look}-${name}.png`, fullPage: name !== "status" });
    await page.keyboard.press("ArrowRight");
  }
  return met;
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
    await page.click(`#panel-save [data-save=${what}]`);
    const told = await says(page, "saved", "is made|could not|fault");
    saved[what] = await arrived(downloads, told.split(" is made")[0]);
  }
  return saved;
}

async function inOtherLooks(page, asked) {
  const met = {};
  for (const [look, { width, features }] of Object.entries(LOOKS)) {
    if (features && asked.browser !== "chrome") continue;
    await page.setViewport({ width: width ?? 1280, height: 900 });
    if (asked.browser === "chrome") await emulate(page, features ?? []);
    met[look] = await readPanels(page, asked.pictures, look);
  }
  await page.setViewport({ width: 1280, height: 900 });
  return met;
}

async function emulate(page, features) {
  const session = await page.createCDPSession();
  await session.send("Emulation.setEmulatedMedia", { features });
  await session.detach();
}

// What a workbook or a fault could try: each must fail here, and nothing of it reach the door.
function tryToLeave() {
  const failed = (asked) => asked.then(() => "went", () => "refused");
  const image = new Promise((settle, refuse) => {
    Object.assign(new Image(), { onload: settle, onerror: refuse, src: "http://leak.invalid/image" });
  });
  return Promise.all([failed(fetch("http://leak.invalid/fetch")), failed(image)]);
}

await walk(async (opened, asked) => {
  const { page, complaints } = await opened.page(asked.page);
  const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null);
  const faultsAtFirst = await faultsOfAccess(page);
  const before = Date.now();
  await putIn(page, asked, asked.files);
  await says(page, "told", DONE);
  const took = Date.now() - before;
  const met = { paint, took, faultsAtFirst, panels: await readPanels(page, asked.pictures, "wide") };
  met.board = await readBoard(page);
  met.supposed = await suppose(page);
  met.saved = await saveAll(page, asked.downloads);
  met.looks = await inOtherLooks(page, asked);
  await putIn(page, asked, asked.hostile);
  await says(page, "told", DONE);
  met.hostile = await readPanels(page, asked.pictures, "hostile");
  met.markup = await page.$$eval(".answer script, .answer b, .answer img, .answer [onclick]", (all) => all.length);
  met.leaving = await page.evaluate(tryToLeave);
  met.worker = page.workers().length;
  return { ...met, complaints, outside: opened.asked };
});
