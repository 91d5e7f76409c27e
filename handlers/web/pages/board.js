// «Now»: what burns, the hottest first; supervisors act on it here.

import { Refused, get, post } from "./api.js";
import { calls } from "./calls.js";
import { el, message, safe, show, table } from "./dom.js";
import { clock, span, t, tn } from "./words.js";

const HEATS = ["late", "warned", "fresh", "in_work"];
const DAY = ["received", "within5", "within10", "late", "attempts", "meetings", "sources"];
const DONE = { remind: "board-reminded", take: "board-taken", hand: "board-handed" };
const PATHS = { all: "leads/hand" };

let said = { lead: 0, words: "" }; // what came of the last deed

export async function board(again = false) {
  const told = await get("board");
  const choosing = [...document.querySelectorAll(".board details[open]")];
  if (choosing.length && !again) return;
  const chosen = choosing.map((each) => [each.querySelector("summary").id, each.querySelector("select").value]);
  const focused = document.activeElement?.id;
  const now = Date.parse(told.at);
  const sums = HEATS.map((heat) => [heat, told.leads.filter((lead) => lead.heat === heat).length]);
  show(
    told.leads.length ? el("ul", { class: "sums" }, sums.map(([heat, count]) =>
      el("li", { class: heat }, el("b", {}, String(count)), el("span", {}, t(`heat-${heat}`))))) : null,
    told.leads.length ? el("ul", { class: "board" }, told.leads.map((lead) => line(lead, now, told)))
      : message(t("board-empty"), t("board-empty-why")),
    told.day.length ? day(told.day) : null,
  );
  for (const [id, value] of chosen) { // what somebody had begun on another lead goes on
    const hand = document.getElementById(id)?.parentElement;
    if (!hand) continue;
    hand.open = true;
    hand.querySelector("select").value = value;
  }
  if (focused) document.getElementById(focused)?.focus();
}

function line(lead, now, told) {
  const facts = [lead.source || t("no-source"), lead.stage, lead.attempts ? tn("attempts", lead.attempts) : ""];
  const link = safe(lead.url);
  return el("li", { class: `lead ${lead.heat}`, "data-lead": lead.id },
    el("time", {}, left(lead, now), el("small", {}, t(`heat-${lead.heat}-short`))),
    el("h2", {}, link ? el("a", { href: link, target: "_blank", rel: "noopener" }, lead.name) : lead.name),
    el("span", { class: "who" }, lead.manager || t("nobody")),
    el("p", {}, facts.filter(Boolean).join(" · ")),
    lead.last ? el("p", {}, step(lead.last)) : null,
    deeds(lead, told),
  );
}

function deeds(lead, told) {
  const history = calls(lead.id, lead.name, { id: `calls-${lead.id}` });
  if (!told.deeds) return el("div", { class: "deeds" }, history);
  const managers = told.managers;
  const button = (name) => el("button", { type: "button", id: `${name}-${lead.id}`, "aria-label": t("board-deed-of", { deed: t(`board-${name}`), name: lead.name }), onclick: () => act(name, lead) }, t(`board-${name}`));
  const to = el("select", { id: `to-${lead.id}`, "aria-label": t("board-hand-to") }, managers.map((each) => el("option", { value: each.id }, each.name)));
  const hand = el("details", { class: "hand" },
    el("summary", { id: `hand-${lead.id}`, "aria-label": t("board-hand-of", { name: lead.name }) }, `${t("board-hand")}…`),
    to, el("button", { type: "button", id: `give-${lead.id}`, onclick: () => act("hand", lead, { to: Number(to.value) }) }, t("board-hand-one")),
    lead.history > 1 ? el("button", { type: "button", id: `give-all-${lead.id}`, onclick: () => act("all", lead, { to: Number(to.value), all: true }) },
      t("leads-hand-all", { count: lead.history })) : null);
  return el("div", { class: "deeds" },
    lead.heat === "in_work" ? null : button("remind"), button("take"), managers.length ? hand : null, history,
    el("span", { class: "said", role: "status" }, said.lead === lead.id ? said.words : ""));
}

async function act(name, lead, more = {}) {
  try {
    const done = await post(PATHS[name] ?? `board/${name}`, { lead: lead.id, ...more });
    said = { lead: lead.id, words: name === "all" ? tn("leads-given", done.given) : t(DONE[name]) };
  } catch (problem) {
    said = { lead: lead.id, words: problem instanceof Refused ? problem.message : t("lost") };
  }
  document.getElementById(`hand-${lead.id}`)?.parentElement.removeAttribute("open");
  await board(true).catch(() => {}); // the next look tells that there is no connection
}

function day(people) {
  const rows = people.map((person) => el("tr", {}, el("th", { scope: "row" }, person.name), DAY.map((name) =>
    el("td", { class: "number", "data-label": label(name) }, String(person[name])))));
  return el("section", { class: "wide report people" }, el("h2", {}, t("board-day")),
    table([t("report-person"), ...DAY.map(label)], rows, t("board-day")));
}

function label(name) {
  return t(name === "sources" ? "board-sources" : `report-${name}`);
}

/** How late, how much time is left, or for how long in work. */
function left(lead, now) {
  if (lead.heat === "in_work") return span(now - Date.parse(lead.taken ?? lead.entered));
  if (lead.heat === "late") return `+${span(now - Date.parse(lead.spoken))}`;
  return lead.due ? span(Date.parse(lead.due) - now) : span(now - Date.parse(lead.entered));
}

function step(last) {
  const what = t(`step-${last.kind}`, { title: last.title, to: last.to });
  return [what, last.who, clock(last.at)].filter(Boolean).join(" · ");
}
