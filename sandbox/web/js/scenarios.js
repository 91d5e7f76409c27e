// A button per scenario, and the line that says what to expect of it.

import { post } from "./api.js";
import { fill, h } from "./dom.js";
import { all, listen } from "./store.js";
import { t } from "./texts.js";

const GROUPS = {
  lead: ["site", "salebot", "unknown", "referral", "departed", "webinar", "interview", "unanswered", "junk", "twin", "ten", "screenshot"],
  portal: ["reassigned", "handled", "deleted", "deal", "deal_moved"],
  fault: ["portal_down", "telegram_down", "lost", "twice", "blocked"],
};
let played = "";

export function showScenarios(node) {
  const line = h("p", { class: "expect", "aria-live": "polite" });
  const tell = (code) => tellWhat(line, code);
  const groups = Object.entries(GROUPS).map(([name, codes]) => group(name, codes, tell));
  node.setAttribute("aria-label", t.scenarios);
  node.append(...groups, line);
  listen((changed) => [...changed].some((key) => key.startsWith("user:")) && tell(played));
}

function group(name, codes, tell) {
  const label = h("h2", { id: `group-${name}` }, t.groups[name]);
  return h("div", { class: `group of-${name}`, role: "group", "aria-labelledby": label.id }, label, codes.map((code) => pill(code, tell)));
}

function pill(code, tell) {
  const [title, what] = t.scenario[code];
  const words = h("small", { id: `what-${code}` }, what);
  const button = h("button", { type: "button", class: "pill", "data-scenario": code, "aria-describedby": words.id }, h("span", {}, title), words);
  button.addEventListener("pointerenter", () => tell(code));
  button.addEventListener("pointerleave", () => tell(played));
  button.addEventListener("focus", () => tell(code));
  button.addEventListener("blur", () => tell(played));
  button.addEventListener("click", () => play(button, code, tell));
  return button;
}

async function play(button, code, tell) {
  if (button.getAttribute("aria-busy") === "true") return;
  played = code;
  tell(code);
  button.setAttribute("aria-busy", "true");
  await post(`scenarios/${code}`);
  button.removeAttribute("aria-busy");
}

function tellWhat(line, code) {
  const begin = all("user").some((user) => user.started) ? t.pick : t.connectHint;
  const [title, what] = t.scenario[code] ?? [t.expect, begin];
  fill(line, h("b", {}, title), h("span", {}, what));
}
