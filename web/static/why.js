// Why a hit was found, below it as soon as it is unfolded. Without this script a link leads there.

async function explain(details) {
  const link = details.querySelector("a");
  if (!link) return; // it is there already
  try {
    const response = await fetch(link.href);
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const explanation = page.querySelector(".explanation");
    if (explanation) link.closest("p").replaceWith(explanation);
  } catch {
    // The link is still there.
  }
}

for (const details of document.querySelectorAll("details.why")) {
  details.addEventListener("toggle", () => details.open && explain(details));
}
