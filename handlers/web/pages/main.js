// Comes in, learns the words, and shows the page that the address names.

import { Refused, enter, get } from "./api.js";
import { board } from "./board.js";
import { el, message, show } from "./dom.js";
import { leads } from "./leads.js";
import { people } from "./people.js";
import { report } from "./report.js";
import { clock, learnWords, t } from "./words.js";

const PAGES = { board, leads, report, people };
const EVERY = 5000; // milliseconds between looks while somebody looks

let timer = null;
let offered = []; // pages that whoever came in may see

function name() {
  const asked = location.hash.slice(1).split("?")[0];
  return asked in PAGES ? asked : offered[0] ?? "board";
}

function draw() {
  const links = offered.map((page) =>
    el("a", { href: `#${page}`, "aria-current": page === name() ? "page" : null }, t(`nav-${page}`)));
  document.querySelector("nav").replaceChildren(...(links.length > 1 ? links : []));
}

async function refresh() {
  clearTimeout(timer);
  const status = document.querySelector(".status");
  try {
    await PAGES[name()]();
    status.textContent = t("fresh", { at: clock(new Date()) });
    status.classList.remove("lost");
  } catch (problem) {
    if (problem instanceof Refused && (problem.status === 401 || problem.status === 403)) {
      show(message(t("closed"), problem.message));
      status.textContent = "";
      return;
    }
    status.textContent = problem instanceof Refused ? problem.message : t("lost");
    status.classList.add("lost");
  }
  if (!document.hidden) timer = setTimeout(refresh, EVERY);
}

async function begin() {
  try {
    await learnWords();
    await enter();
    offered = (await get("me")).pages;
  } catch (problem) {
    show(message(t("closed"), problem instanceof Refused ? problem.message : t("lost")));
    return;
  }
  addEventListener("hashchange", () => { draw(); refresh(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
  draw();
  await refresh();
}

await begin();
document.body.classList.add("ready");
