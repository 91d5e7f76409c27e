// «Report»: the numbers of a day, a week or a month; beside every chart stands its table.

import { Refused, get, post } from "./api.js";
import { el, head, message, query, safe, show, svg, table } from "./dom.js";
import { day, span, t } from "./words.js";

const SPANS = ["day", "week", "month"];
const COLUMNS = ["received", "offshift", "within1", "within5", "within10", "late", "median", "share", "attempts", "reached", "meetings", "gaps"];

const DEAL_COLUMNS = ["handed", "intime", "late", "median", "share"];

let drawn = "";
let said = { asked: null, words: "" }; // what came of the last sending

export async function report() {
  const asked = query();
  const told = await get(`report?span=${asked.get("span") ?? "day"}&shift=${asked.get("shift") ?? "0"}`);
  const now = JSON.stringify({ ...told, at: "" });
  if (now === drawn && document.querySelector(".chooser-bar")) return; // somebody may be reading
  drawn = now;
  const focused = document.activeElement?.id;
  show(el("div", { class: "report" }, chooser(told), ...(told.received || told.deals ? whole(told) : [nothing()])));
  if (focused) document.getElementById(focused)?.focus();
}

function chooser(told) {
  const step = (name, shift) => shift <= 0 && shift >= told.oldest
    ? el("a", { id: `report-${name}`, href: `#report?span=${told.span}&shift=${shift}` }, t(`report-${name}`)) : null;
  const days = told.first === told.last ? day(told.first) : `${day(told.first)} – ${day(told.last)}`;
  return el("div", { class: "chooser-bar" },
    el("div", { class: "spans", role: "group", "aria-label": t("report-span") }, SPANS.map((each) =>
      el("a", { id: `report-${each}`, href: `#report?span=${each}`, "aria-current": each === told.span ? "true" : null }, t(`report-${each}`)))),
    el("div", { class: "days" }, step("earlier", told.shift - 1), el("h2", {}, days), step("later", told.shift + 1)),
    told.own ? el("p", { class: "quiet" }, t("report-own")) : told.received || told.deals ? sending() : null,
  );
}

/** One tap, to those who get it by the regulation: what the address asks for, also when it is not drawn yet. */
function sending() {
  const send = async (event) => {
    event.target.disabled = true;
    const asked = query();
    try {
      await post("report/send", { span: asked.get("span") ?? "day", shift: Number(asked.get("shift") ?? 0) });
      said = { asked: asked.toString(), words: t("report-sent") };
    } catch (problem) {
      said = { asked: asked.toString(), words: problem instanceof Refused ? problem.message : t("lost") };
    }
    drawn = "";
    await report().catch(() => {}); // the next look tells that there is no connection
  };
  return el("div", { class: "send" }, el("button", { type: "button", id: "report-send", onclick: send }, t("report-send")), " ",
    el("span", { class: "quiet", role: "status" }, said.asked === query().toString() ? said.words : ""));
}

function nothing() {
  return message(t("report-empty"), t("report-empty-why"));
}

function whole(told) {
  return [
    told.deals ? el("h2", {}, team(told.team, "report-leads-of")) : null,
    el("p", { class: `verdict ${told.met ? "met" : "missed"}` }, told.verdict),
    el("ul", { class: "numbers", "aria-label": t("report-numbers") }, told.numbers.map((each) => el("li", {}, each))),
    el("div", { class: "charts" }, told.charts.map(chart)),
    told.own ? null : people(told.people),
    told.breaches.length ? breaches(told.breaches) : null,
    ...(told.deals ? deals(told.deals, told.own) : []),
  ];
}

function chart(each) {
  const rows = each.rows.map(([label, value]) =>
    el("tr", {}, el("th", { scope: "row" }, label), el("td", { class: "number" }, value)));
  return el("figure", { "data-chart": each.name }, svg(each.svg),
    el("details", {}, el("summary", {}, t("report-table", { title: each.title })),
      el("table", {}, head([t("report-what"), t("report-value")]), el("tbody", {}, rows))));
}

function team(name, what) {
  return [name, t(what)].filter(Boolean).join(" · ");
}

function deals(told, own) {
  const heads = [t("report-person"), ...DEAL_COLUMNS.map((name) => t(`report-${name}`))];
  return [
    el("h2", {}, team(told.team, "report-deals-of")),
    el("p", { class: `verdict ${told.met ? "met" : "missed"}` }, told.verdict),
    el("ul", { class: "numbers", "aria-label": t("report-deals-of") }, told.numbers.map((each) => el("li", {}, each))),
    own ? null : section(t("report-people"), heads, figures(told.people, DEAL_COLUMNS), "deals"),
  ];
}

function people(list) {
  return section(t("report-people"), [t("report-person"), ...COLUMNS.map((name) => t(`report-${name}`))], figures(list, COLUMNS), "people");
}

function figures(list, columns) {
  return list.map((person) => el("tr", {}, el("th", { scope: "row" }, person.name),
    columns.map((name) => el("td", { class: "number", "data-label": t(`report-${name}`) }, cell(name, person[name])))));
}

function cell(name, value) {
  if (name === "median") return value === null ? "–" : span(value * 1000);
  return String(value);
}

function breaches(list) {
  const rows = list.map((each) => {
    const link = safe(each.url);
    return el("tr", { "data-lead": each.lead },
      el("th", { scope: "row" }, link ? el("a", { href: link, target: "_blank", rel: "noopener" }, each.name) : each.name),
      el("td", { "data-label": t("report-person") }, each.manager || t("nobody")),
      el("td", { "data-label": t("report-reaction") }, each.reaction === null ? t("report-untouched") : span(each.reaction * 1000)),
      el("td", { "data-label": t("report-why") }, t(`report-why-${each.why}`)));
  });
  return section(t("report-breaches"), ["lead", "person", "reaction", "why"].map((name) => t(`report-${name}`)), rows, "breaches");
}

function section(title, heads, rows, name) {
  return el("section", { class: `wide ${name}` }, el("h2", {}, title), table(heads, rows, title));
}
