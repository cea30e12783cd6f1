// A range of time chosen in a plot with the mouse or a finger, and its periods said as one points
// at them. Without this script there are the two dates below the plot, and the table.

const EDGE = 15; // pixels above the bars
const FOOT = 21; // pixels below them

function choose(figure) {
  const plot = figure.querySelector("svg.plot");
  const periods = JSON.parse(figure.dataset.periods); // [[label, since, until], …]
  const said = document.createElement("p");
  said.className = "pointed";
  said.setAttribute("aria-hidden", "true");
  const range = document.createElement("span");
  range.className = "range";
  range.hidden = true;
  figure.append(said, range);

  let from = -1;

  function place(event) {
    const box = plot.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    return Math.max(0, Math.min(periods.length - 1, Math.floor(share * periods.length)));
  }

  function show(first, last) {
    const box = plot.getBoundingClientRect();
    const ground = figure.getBoundingClientRect();
    const step = box.width / periods.length;
    range.hidden = false;
    range.style.left = `${box.left - ground.left + first * step}px`;
    range.style.width = `${(last - first + 1) * step}px`;
    range.style.top = `${box.top - ground.top + EDGE}px`;
    range.style.height = `${box.height - EDGE - FOOT}px`;
    const [begin, end] = [periods[first][0], periods[last][0]];
    said.textContent = first === last ? begin : `${begin} – ${end}`;
  }

  function forget() {
    from = -1;
    range.hidden = true;
    said.textContent = "";
  }

  plot.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    from = place(event);
    plot.setPointerCapture(event.pointerId);
    show(from, from);
  });
  plot.addEventListener("pointermove", (event) => {
    const here = place(event);
    if (from < 0) show(here, here);
    else show(Math.min(from, here), Math.max(from, here));
  });
  plot.addEventListener("pointerup", (event) => {
    if (from < 0) return;
    const here = place(event);
    const address = new URL(figure.dataset.timeline, location.href);
    address.searchParams.set("since", periods[Math.min(from, here)][1]);
    address.searchParams.set("until", periods[Math.max(from, here)][2]);
    location.assign(address);
  });
  plot.addEventListener("pointercancel", forget);
  plot.addEventListener("pointerleave", () => {
    if (from < 0) forget();
  });
  // A click with the mouse has chosen a period already; with the keyboard it follows the link.
  plot.addEventListener("click", (event) => event.preventDefault());
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") forget();
  });
  addEventListener("pageshow", forget);
}

for (const figure of document.querySelectorAll("figure[data-timeline]")) choose(figure);
