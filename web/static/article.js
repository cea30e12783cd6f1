// Walking from hit to hit in an article: by the keys n and p, by two buttons, and on a strip that
// shows where the hits are. Without this script the strip's links and the addresses do the same.

const marks = [...document.querySelectorAll('mark[id^="treffer-"]')];
const walk = document.querySelector(".walk");

function here() {
  return marks.findIndex((mark) => `#${mark.id}` === location.hash);
}

function tell() {
  const at = here();
  const words = walk.dataset.status.replace("{m}", marks.length);
  walk.querySelector(".place").textContent = at < 0 ? "" : words.replace("{n}", at + 1);
}

// The next hit, or the one before; from nowhere, the next one below what is read.
function step(by) {
  let at = here();
  if (at < 0) {
    const below = marks.findIndex((mark) => mark.getBoundingClientRect().top > 0);
    at = below < 0 ? 0 : below - (by > 0 ? 1 : 0);
  }
  const mark = marks[(at + by + marks.length) % marks.length];
  location.replace(`#${mark.id}`);
  mark.scrollIntoView({ block: "center" });
}

// The server places ticks by the length of the texts; here it is known how high they are.
function placeTicks(strip) {
  const whole = document.documentElement.scrollHeight;
  for (const link of strip.querySelectorAll("a")) {
    const mark = document.getElementById(link.getAttribute("href").slice(1));
    const top = mark.getBoundingClientRect().top + scrollY;
    link.querySelector("rect").setAttribute("y", Math.round((top / whole) * 1000));
  }
}

// As everywhere: who has turned single keys off (see keys.js) does not meet them here.
function keysOff() {
  try {
    return localStorage.getItem("pressespiegel.keys") === "off";
  } catch {
    return false;
  }
}

function typing(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

if (walk && marks.length) {
  walk.hidden = false;
  for (const button of walk.querySelectorAll("button")) {
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || keysOff()) return;
    if (event.key === "n") step(1);
    if (event.key === "p") step(-1);
  });
  addEventListener("hashchange", tell);
  tell();
  const strip = document.querySelector(".strip");
  new ResizeObserver(() => placeTicks(strip)).observe(document.body);
}

// From a paragraph's link the arrow keys lead to the links of its other sentences.
for (const text of document.querySelectorAll(".text, .lead")) {
  text.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by || !event.target.matches(".to-sentence")) return;
    const links = [...event.target.parentElement.querySelectorAll(".to-sentence")];
    links[links.indexOf(event.target) + by]?.focus();
    event.preventDefault();
  });
}

// A link to a sentence that is not there any more.
function missSentence() {
  if (!location.hash.startsWith("#satz-")) return;
  const gone = document.getElementById(location.hash.slice(1)) === null;
  document.querySelector(".sentence-gone").hidden = !gone;
}

addEventListener("hashchange", missSentence);
missSentence();

// The citation into the clipboard; where there is none, it is chosen, to be copied by the keys.
const copy = document.querySelector(".copy");
const citation = document.querySelector(".citation");
copy.hidden = false;
copy.addEventListener("click", async () => {
  getSelection().selectAllChildren(citation);
  await navigator.clipboard?.writeText(citation.textContent);
  if (navigator.clipboard) copy.textContent = copy.dataset.done;
});
