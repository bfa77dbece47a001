// The page under strain: many workbooks at once, a thousand rows and more, no worker, an engine that breaks.

import { drop, says, walk } from "./driver.mjs";

const DONE = "Everything is worked out|could not|fault";

// What stands in the line of progress whenever the browser draws: a page that is frozen draws nothing.
function watchDrawing() {
  globalThis.drawn = new Set();
  const look = () => {
    globalThis.drawn.add(document.getElementById("told").textContent);
    requestAnimationFrame(look);
  };
  look();
}

async function worked(page, put) {
  await page.evaluate(watchDrawing);
  await put();
  await says(page, "told", DONE);
  return page.evaluate(() => ({
    drawn: [...globalThis.drawn],
    told: document.getElementById("told").textContent,
    read: document.getElementById("panel-read").textContent,
    findings: document.querySelectorAll(".finding").length,
  }));
}

await walk(async (opened, asked) => {
  const { page, complaints } = await opened.page(asked.page);
  const met = { many: await worked(page, () => drop(page, asked.many)) };
  met.long = await worked(page, () => drop(page, asked.long));
  met.folder = await worked(page, () => drop(page, [asked.in_folder]));
  const [worker] = page.workers();
  await worker.evaluate(() => globalThis.postMessage({ broken: "out of memory" }));
  await says(page, "told", "started afresh");
  met.again = await worked(page, () => page.click("#example"));

  const alone = await opened.page(asked.page, () => {
    delete globalThis.Worker;
  });
  met.alone = await worked(alone.page, () => alone.page.click("#example"));
  met.workers = alone.page.workers().length;
  return { ...met, complaints: [...complaints, ...alone.complaints] };
});
