// The page: what is put in goes to the engine, and what comes back is shown. No rule and no word of a result is here.

const SHOWN = ["read", "findings", "status", "conflicts", "order", "board"];
const byId = (id) => document.getElementById(id);

// Promised until it is opened: what is put in before then waits for it.
let opened;
let engine = new Promise((resolve) => {
  opened = resolve;
});
let latest = 0;
let held = null;

function tell(text, busy) {
  byId("told").textContent = text;
  byId("working").hidden = !busy;
}

function saysHowFar(text) {
  tell(`${text}…`, true);
}

// `then` is what is said once it is open, unless work goes on by then.
function startEngine(then) {
  const opening = openEngine(saysHowFar, () => {
    latest += 1;
    held = null;
    engine = startEngine(LIMITS.broken);
  });
  opening.then(
    () => held === null && tell(then, false),
    () => tell(LIMITS.cannot_start, false),
  );
  return opening;
}

async function ask(question, files) {
  return (await engine).ask(question, files);
}

// ---- results, one panel each

function choosePanel(name, focus) {
  tellInCorner("");
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const chosen = tab.id === `tab-${name}`;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    byId(tab.getAttribute("aria-controls")).hidden = !chosen;
    if (chosen && focus) tab.focus();
  }
}

function moveAmongTabs(event) {
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const place = tabs.indexOf(event.target);
  const moved = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (place < 0 || moved === undefined) return;
  event.preventDefault();
  choosePanel(tabs[(moved + tabs.length) % tabs.length].id.slice("tab-".length), true);
}

const answerPlace = (name) => byId(`panel-${name}`).querySelector(".answer");

function showSentence(place, sentence) {
  const told = document.createElement("p");
  told.className = "notice";
  told.textContent = sentence;
  place.replaceChildren(told);
}

function showBoard(page) {
  byId("board-frame").srcdoc = page ?? "";
  byId("board-shown").hidden = !page;
}

// A page within a page from a file has no address of its own, so its links to its own headings are followed here.
function followWithin(frame) {
  frame.contentDocument.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link) return;
    event.preventDefault();
    const target = frame.contentDocument.getElementById(link.getAttribute("href").slice(1));
    target?.scrollIntoView();
    target?.focus();
  });
}

function show(name, answer) {
  const place = answerPlace(name);
  if (answer.refused) showSentence(place, answer.refused);
  else place.innerHTML = answer.html;
  if (name === "board") showBoard(answer.page);
}

function clearResults() {
  for (const name of SHOWN) answerPlace(name).textContent = "Being worked out…";
  answerPlace("whatif").replaceChildren();
  byId("board-shown").hidden = true;
  byId("corner").textContent = "";
}

function fillList(id, values) {
  byId(id).replaceChildren(...values.map((value) => Object.assign(document.createElement("option"), { value })));
}

// ---- from files to results

async function workOut(read, turn) {
  byId("results").hidden = false;
  show("read", read);
  fillList("ids", read.ids);
  fillList("people", read.people);
  for (const name of SHOWN.slice(1)) {
    const answer = await ask({ ask: name, audience: byId("audience").value });
    if (turn !== latest) return;
    show(name, answer);
  }
  tell("Everything is worked out.", false);
}

async function begin(question, taking) {
  latest += 1;
  const turn = latest;
  held = { question, taking };
  clearResults();
  saysHowFar("Reading");
  const files = taking.files.map(({ name, bytes }) => ({ name, bytes: bytes.slice() }));
  const asked = { ...question, ask: "read", kept_out: taking.keptOut, as_at: byId("as-at").value };
  const read = await ask(asked, files);
  if (turn !== latest) return;
  if (read.refused) {
    byId("results").hidden = true;
    tell(read.refused, false);
    return;
  }
  choosePanel("read", false);
  await workOut(read, turn);
}

async function takeThings(things) {
  saysHowFar("Taking in the files");
  const taking = await Taking.of(await things);
  await begin({ names: taking.names }, taking);
}

const tryExample = () => begin({ names: [], example: true }, new Taking());

// ---- what if, and saving

async function suppose(event) {
  event.preventDefault();
  const given = Object.fromEntries(new FormData(event.target));
  const place = answerPlace("whatif");
  place.textContent = "Being worked out…";
  show("whatif", await ask({ ...given, ask: "whatif" }));
}

function saveAs(name, bytes) {
  const url = URL.createObjectURL(new Blob([bytes]));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

// What is said of a press stands in the corner, in sight wherever the page was scrolled to, until the next.
function tellInCorner(text) {
  byId("corner").textContent = text;
}

async function save(button) {
  tellInCorner("Being made…");
  button.disabled = true;
  const audience = button.dataset.of ? byId(button.dataset.of).value : "";
  const answer = await ask({ ask: "save", what: button.dataset.save, audience });
  button.disabled = false;
  tell("Everything is worked out.", false);
  if (answer.bytes) saveAs(answer.name, answer.bytes);
  tellInCorner(answer.refused ?? `${answer.name} is made; your browser saves it where it keeps downloads.`);
}

async function chooseAudience() {
  answerPlace("board").textContent = "Being worked out…";
  byId("board-shown").hidden = true;
  const audience = byId("audience").value;
  const answer = await ask({ ask: "board", audience });
  tell("Everything is worked out.", false);
  if (audience === byId("audience").value) show("board", answer);
}

async function copyPlace(button) {
  const reference = button.dataset.cell;
  try {
    await navigator.clipboard.writeText(reference);
    tellInCorner(`${reference} is copied. In Excel, with that workbook open, press F5 and paste it.`);
  } catch {
    tellInCorner(`In Excel, with that workbook open, press F5 and type ${reference}`);
  }
}

// ---- what a person does

function acceptDrops() {
  const over = (on) => document.body.classList.toggle("is-over", on);
  addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  addEventListener("dragleave", (event) => event.relatedTarget ?? over(false));
  addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    takeThings(droppedThings(event.dataTransfer));
  });
}

function acceptChoices() {
  for (const [button, input] of [["choose-files", "files"], ["choose-folder", "folder"]]) {
    byId(button).onclick = () => byId(input).click();
    byId(input).onchange = () => {
      if (byId(input).files.length) takeThings(chosenThings(byId(input)));
      byId(input).value = "";
    };
  }
  byId("example").onclick = tryExample;
  byId("as-at").onchange = () => held && begin(held.question, held.taking);
}

function acceptAnswers() {
  const tabs = document.querySelector("[role=tablist]");
  tabs.onclick = (event) => event.target.matches("[role=tab]") && choosePanel(event.target.id.slice(4), false);
  tabs.onkeydown = moveAmongTabs;
  byId("suppose").onsubmit = suppose;
  byId("audience").onchange = chooseAudience;
  byId("board-frame").onload = ({ target }) => followWithin(target);
  document.addEventListener("click", ({ target }) => {
    if (target.matches("[data-cell]")) copyPlace(target);
    else if (target.matches("[data-save]")) save(target);
    else tellInCorner("");
  });
}

acceptDrops();
acceptChoices();
acceptAnswers();
tell("Starting…", true);
// Paint first: what follows in the file is large, and the engine takes a few seconds.
addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => setTimeout(() => opened(startEngine("Ready.")))));
