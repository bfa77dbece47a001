// Board packs in a real browser: judged by axe wide and narrow, and measured for what axe does not see.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const installed = createRequire(new URL("../../.ci/package.json", import.meta.url));
const puppeteer = installed("puppeteer-core");
const axe = readFileSync(installed.resolve("axe-core/axe.min.js"), "utf8");
const asked = JSON.parse(readFileSync(0, "utf8"));
const WIDTHS = [1280, 768, 320];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// Sixty workstreams are one row sixty times: judged once. Between wide and narrow only the width is measured.
const spared = (name, width) => width === 768 || (name === "sixty" && width !== 1280);

const judged = (rules) => axe.run(document, { runOnly: rules, resultTypes: ["violations"], selectors: false }).then((found) =>
  found.violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`));

// How every sign, line and word of pictures is drawn, once each, on which ground.
const drawn = () => {
  const ground = getComputedStyle(document.body).backgroundColor;
  const seen = {};
  for (const shape of document.querySelectorAll(".exhibit svg :is(path, rect, circle, text)")) {
    const style = getComputedStyle(shape);
    const key = `${shape.getAttribute("class")} ${shape.tagName}`;
    seen[key] = { stroke: style.stroke, fill: style.fill, opacity: style.fillOpacity };
  }
  return { ground, seen };
};

const browser = await puppeteer.launch({
  browser: "chrome", executablePath: asked.executable, headless: true, args: ["--no-sandbox", "--disable-gpu"],
});
const told = {};
for (const [name, path] of Object.entries(asked.pages)) {
  const page = await browser.newPage();
  const errors = [];
  page.on("console", (line) => line.type() === "error" && errors.push(line.text()));
  await page.setBypassCSP(true);
  await page.goto(pathToFileURL(path).href);
  const media = await page.createCDPSession();
  const looked = async (features, type = "") => {
    await media.send("Emulation.setEmulatedMedia", { media: type, features });
    return page.evaluate(drawn);
  };
  await page.evaluate(axe);
  const sizes = {};
  for (const width of WIDTHS) {
    await page.setViewport({ width, height: 900 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    sizes[width] = { wide, violations: spared(name, width) ? [] : await page.evaluate(judged, RULES) };
  }
  await page.setViewport({ width: 1280, height: 900 });
  const light = await looked([]);
  const dark = await looked([{ name: "prefers-color-scheme", value: "dark" }]);
  const darkViolations = name === "board" ? await page.evaluate(judged, ["wcag2aa"]) : [];
  const forced = await looked([{ name: "forced-colors", value: "active" }]);
  await media.send("Emulation.setEmulatedMedia", { media: "", features: [] });
  const printed = Buffer.from(await page.pdf({ preferCSSPageSize: true, tagged: true })).toString("latin1");
  const papers = (printed.match(/\/Type\s*\/Page\b(?!s)/g) || []).length;
  told[name] = { sizes, light, dark, darkViolations, forced, papers, tagged: printed.includes("/StructTreeRoot"), errors };
  await page.close();
}
await browser.close();
process.stdout.write(JSON.stringify(told));
