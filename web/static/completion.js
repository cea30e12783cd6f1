// Completion in the search field: the ARIA combobox with a list that pops up.
// Without this script the form works as it is.

const PAUSE = 120; // milliseconds after a key before the server is asked

function option(document, each, number) {
  const item = document.createElement("li");
  item.id = `completion-${number}`;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  item.dataset.query = each.query;
  const texts = { value: each.text, kind: each.label };
  for (const [name, text] of Object.entries(texts)) {
    const part = document.createElement("span");
    part.className = name;
    part.textContent = text;
    item.append(part, " ");
  }
  item.querySelector(".value").lang = "de";
  return item;
}

function complete(form) {
  const field = form.elements.q;
  const list = document.createElement("ul");
  list.id = "completions";
  list.className = "completions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.completionsName);
  const said = document.createElement("p");
  said.className = "unseen";
  said.setAttribute("role", "status");
  form.append(list, said);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);

  let chosen = -1;
  let timer = 0;
  let asked = new AbortController();

  function choose(place) {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = place;
    const item = list.children[chosen];
    if (item) {
      item.setAttribute("aria-selected", "true");
      item.scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", item.id);
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  }

  function close() {
    clearTimeout(timer);
    asked.abort();
    choose(-1);
    list.hidden = true;
    said.textContent = "";
    field.setAttribute("aria-expanded", "false");
  }

  function show(completions) {
    choose(-1);
    list.replaceChildren(...completions.map((each, number) => option(document, each, number)));
    list.hidden = completions.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
    said.textContent = list.hidden ? "" : `${form.dataset.completionsName}: ${completions.length}`;
  }

  async function ask() {
    asked.abort();
    asked = new AbortController();
    const address = `${form.dataset.completions}?${new URLSearchParams({ q: field.value })}`;
    try {
      const response = await fetch(address, { signal: asked.signal });
      if (response.ok && document.activeElement === field) show(await response.json());
    } catch (error) {
      if (error.name !== "AbortError") close(); // the network is gone: the form still works
    }
  }

  function take(item) {
    field.value = item.dataset.query;
    close();
    form.requestSubmit();
  }

  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.isComposing) return;
    // What is completed is the end of the query: there must one be typing.
    const atEnd = field.selectionEnd === field.value.length;
    if (atEnd && field.value.trim()) timer = setTimeout(ask, PAUSE);
    else close();
  });

  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const last = list.children.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) {
        if (field.value.trim()) ask();
        return;
      }
      // One step beyond either end is the field itself, with what was typed.
      const step = event.key === "ArrowDown" ? 1 : -1;
      const places = last + 2;
      choose(((chosen + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      take(list.children[chosen]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // a search field would be emptied
      close();
    } else if (event.key === "Tab") {
      close();
    }
  });

  field.addEventListener("blur", close);
  form.addEventListener("submit", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps focus
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) take(item);
  });
}

for (const form of document.querySelectorAll("form[data-completions]")) complete(form);
