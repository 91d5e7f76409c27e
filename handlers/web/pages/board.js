// «Now»: what burns, the hottest first.

import { get } from "./api.js";
import { el, message, safe, show } from "./dom.js";
import { clock, span, t, tn } from "./words.js";

const HEATS = ["late", "warned", "fresh", "in_work"];

export async function board() {
  const told = await get("board");
  if (!told.leads.length) {
    show(message(t("board-empty"), t("board-empty-why")));
    return;
  }
  const now = Date.parse(told.at);
  const sums = HEATS.map((heat) => [heat, told.leads.filter((lead) => lead.heat === heat).length]);
  show(
    el("ul", { class: "sums" }, sums.map(([heat, count]) =>
      el("li", { class: heat }, el("b", {}, String(count)), el("span", {}, t(`heat-${heat}`))))),
    el("ul", { class: "board" }, told.leads.map((lead) => line(lead, now))),
  );
}

function line(lead, now) {
  const facts = [lead.source || t("no-source"), lead.stage, lead.attempts ? tn("attempts", lead.attempts) : ""];
  const link = safe(lead.url);
  return el("li", { class: `lead ${lead.heat}`, "data-lead": lead.id },
    el("time", {}, left(lead, now), el("small", {}, t(`heat-${lead.heat}-short`))),
    el("h2", {}, link ? el("a", { href: link, target: "_blank", rel: "noopener" }, lead.name) : lead.name),
    el("span", { class: "who" }, lead.manager || t("nobody")),
    el("p", {}, facts.filter(Boolean).join(" · ")),
    lead.last ? el("p", {}, step(lead.last)) : null,
  );
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
