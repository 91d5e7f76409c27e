// «Leads»: every request as a row, with filters in words, columns to choose, and views that the server keeps.

import { get, post } from "./api.js";
import { cell, marks } from "./leads-cells.js";
import { filters } from "./leads-filters.js";
import { actions, files, views } from "./leads-tools.js";
import { el, message, query, show } from "./dom.js";
import { day, t, tn } from "./words.js";

const SORTABLE = { time: "time", name: "name", stage: "stage", source: "source", manager: "manager", type: "type", channel: "channel", duration: "duration" };
const FALLING_FIRST = ["time", "duration"];

let choices = null;
let look = { columns: [], compact: false };
let drawn = "";

export function go(changed) {
  location.hash = `leads?${changed}`;
}

export async function leads() {
  if (!choices) await begin();
  const told = await get(`leads?${query()}`);
  const now = JSON.stringify([told.rows, told.problems, told.found, told.silent, query().toString(), look, choices.views]);
  if (now === drawn && document.querySelector(".leads")) return; // somebody may be reading, or choosing
  drawn = now;
  draw(told);
}

async function begin() {
  choices = await get("leads/choices");
  const last = choices.views.find((view) => view.name === "");
  if (!last) return;
  look = { columns: last.columns, compact: last.compact };
  if (!location.hash.includes("?") && last.query) history.replaceState(null, "", `#leads?${last.query}`);
}

async function keep(name, changed = {}) {
  look = { ...look, ...changed };
  const asked = query();
  asked.delete("page");
  await post("leads/views", { name, query: asked.toString(), ...look });
  choices = await get("leads/choices");
  await again();
}

async function again() {
  drawn = "";
  await leads();
}

function draw(told) {
  const focused = document.activeElement?.id;
  const columns = (look.columns.length ? look.columns : told.columns).filter((name) => told.columns.includes(name));
  const open = document.querySelector("details.filters")?.open ?? matchMedia("(min-width: 900px)").matches;
  show(
    el("div", { class: "tools" },
      el("p", { class: "found", role: "status" }, found(told)),
      views(choices, { keep, again, go, query, use: (view) => { look = view; } }),
      told.found ? files(choices, query()) : null,
    ),
    filters(choices, told, query(), go, open),
    told.problems.length ? problems(told) : told.rows.length ? table(told, columns) : nothing(told),
    told.pages > 1 ? pages(told) : null,
    chooser(told, columns),
  );
  if (focused) document.getElementById(focused)?.focus();
}

function found(told) {
  const period = told.from ? `${day(told.from)} – ${day(told.to)}` : t("leads-all-time");
  return [tn("leads-found", told.found), period, told.silent ? tn("leads-silent", told.silent) : ""].filter(Boolean).join(" · ");
}

function problems(told) {
  return el("div", { class: "message impossible", role: "alert" }, el("b", {}, t("leads-impossible")),
    told.problems.map((words) => el("p", {}, words)), reset());
}

function nothing(told) {
  const why = told.silent ? tn("leads-none-silent", told.silent) : t("leads-none-why");
  const more = told.silent ? el("button", { type: "button", onclick: () => set("nonad", "1") }, t("leads-show-silent")) : null;
  return el("div", { class: "message", role: "alert" }, el("b", {}, t("leads-none")), el("p", {}, why), more, reset());
}

function reset() {
  return el("button", { type: "button", onclick: () => go("") }, t("leads-reset"));
}

function set(name, value) {
  const asked = query();
  asked.set(name, value);
  asked.delete("page");
  go(asked);
}

function table(told, columns) {
  return el("div", { class: "leads", tabindex: "0", role: "region", "aria-label": t("nav-leads") },
    el("table", { class: look.compact ? "compact" : null },
      el("thead", {}, el("tr", {}, columns.map((name) => head(name, told)), el("th", { scope: "col" }, el("span", { class: "unseen" }, t("leads-actions"))))),
      el("tbody", {}, told.rows.map((row) => line(row, columns)))));
}

function head(name, told) {
  const by = SORTABLE[name];
  if (!by) return el("th", { scope: "col", class: name }, t(`leads-column-${name}`));
  const sorted = told.sort.replace("-", "") === by;
  const falling = told.sort.startsWith("-");
  const next = sorted ? (falling ? by : `-${by}`) : (FALLING_FIRST.includes(by) ? `-${by}` : by);
  return el("th", { scope: "col", class: name, "aria-sort": sorted ? (falling ? "descending" : "ascending") : null },
    el("button", { type: "button", id: `sort-${name}`, onclick: () => set("sort", next) }, t(`leads-column-${name}`), sorted ? (falling ? " ↓" : " ↑") : ""));
}

function line(row, columns) {
  return el("tr", { "data-lead": row.id, class: row.foreign ? "foreign" : null },
    columns.map((name) => el("td", { class: name, "data-label": t(`leads-column-${name}`) }, cell(row, name, (asked) => go(asked)))),
    el("td", { class: "do" }, marks(row), actions(row, choices, again)));
}

function pages(told) {
  const to = (page, words, name) => el("button", { type: "button", id: `page-${name}`, disabled: page < 1 || page > told.pages, onclick: () => turn(page) }, words);
  return el("nav", { class: "pages", "aria-label": t("leads-pages") }, to(told.page - 1, t("leads-earlier"), "back"),
    el("span", {}, t("leads-page", { page: told.page, pages: told.pages })), to(told.page + 1, t("leads-later"), "on"));
}

function turn(page) {
  const asked = query();
  asked.set("page", page);
  go(asked);
  scrollTo(0, 0);
}

function chooser(told, columns) {
  const box = (name) => el("label", {}, el("input", { type: "checkbox", id: `column-${name}`, checked: columns.includes(name), onchange: (event) => {
    const left = told.columns.filter((each) => (each === name ? event.target.checked : columns.includes(each)));
    keep("", { columns: left.length ? left : told.columns });
  } }), t(`leads-column-${name}`));
  return el("details", { class: "chooser", open: document.querySelector("details.chooser")?.open || null }, el("summary", {}, t("leads-columns")),
    el("div", { class: "boxes" }, told.columns.map(box),
      el("label", {}, el("input", { type: "checkbox", id: "compact", checked: look.compact, onchange: (event) => keep("", { compact: event.target.checked }) }), t("leads-compact"))));
}
