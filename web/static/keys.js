// Keys for all pages: / for the search field, j and k from hit to hit, ? for what keys there are.
// Who speaks to the computer or touches keys by chance can turn single keys off.

const SETTING = "pressespiegel.keys";
const link = document.querySelector("a[data-keys]");

function off() {
  try {
    return localStorage.getItem(SETTING) === "off";
  } catch {
    return false; // nothing may be kept: then the keys work
  }
}

function turn(button) {
  try {
    if (off()) localStorage.removeItem(SETTING);
    else localStorage.setItem(SETTING, "off");
  } catch {
    return;
  }
  name(button);
}

function name(button) {
  button.textContent = off() ? button.dataset.on : button.dataset.off;
}

function prepare(keys) {
  const button = keys.querySelector("button");
  button.hidden = false;
  name(button);
  button.addEventListener("click", () => turn(button));
}

async function show() {
  if (document.querySelector("dialog.keys-dialog[open]")) return;
  const response = await fetch(link.href);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const keys = document.adoptNode(page.querySelector(".keys"));
  prepare(keys);
  const dialog = document.createElement("dialog");
  dialog.className = "keys-dialog";
  const title = document.createElement("h2");
  title.id = "keys-title";
  title.textContent = keys.dataset.title;
  dialog.setAttribute("aria-labelledby", title.id);
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = keys.dataset.close;
  close.addEventListener("click", () => dialog.close());
  keys.querySelector("p").append(" ", close);
  dialog.append(title, keys);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  close.focus();
}

function walk(step) {
  const links = [...document.querySelectorAll(".headline a")];
  if (!links.length) return;
  let at = links.findIndex((each) => each.closest("article").contains(document.activeElement));
  if (at < 0) {
    const below = links.findIndex((each) => each.getBoundingClientRect().top > 0);
    at = (below < 0 ? links.length : below) - (step > 0 ? 1 : 0);
  }
  const next = links[Math.max(0, Math.min(links.length - 1, at + step))];
  next.focus({ preventScroll: true });
  next.closest("article").scrollIntoView({ block: "nearest" });
}

function search() {
  const field = document.querySelector("form.search input[name=q]");
  field?.focus();
  field?.select();
}

function typing(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
}

// While it comes down to its target, so that keys turned off are off for other scripts too.
addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
    if (typing(event.target) || event.key === " ") return;
    if (off()) {
      event.stopImmediatePropagation();
      return;
    }
    const dialog = event.target instanceof Element && event.target.closest("dialog");
    const acts = { "/": search, j: () => walk(1), k: () => walk(-1), "?": show };
    const act = Object.hasOwn(acts, event.key) && acts[event.key];
    if (!act || dialog) return;
    event.preventDefault();
    act();
  },
  true,
);

link?.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show();
});

const here = document.querySelector("main .keys");
if (here) prepare(here);
