// Similar articles below an article, looked for once the reader comes near the end: that takes the
// server longer than the article itself. Without this script they are one link away.

const FIRST = 6;

async function show(section) {
  const way = section.querySelector(".more");
  const answer = await fetch(way.querySelector("a").href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const list = page.querySelector(".similar ul");
  if (!list) return;
  for (const item of [...list.children].slice(FIRST)) item.remove();
  section.insertBefore(document.adoptNode(list), way);
}

const section = document.querySelector(".similar");
const observer = new IntersectionObserver(
  (entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    show(section).catch(() => {}); // the link is still there
  },
  { rootMargin: "300px" },
);
observer.observe(section);
