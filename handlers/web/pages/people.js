// «People»: who is connected and who is not, invitations, and who did what.

import { Refused, get, post } from "./api.js";
import { el, message, query, safe, show, svg, table } from "./dom.js";
import { moment, t, tn } from "./words.js";

let drawn = "";
let invited = null; // the last invitation, or why there is none: { employee, link, qr } or { employee, words }

export async function people() {
  const asked = query();
  const [told, done] = await Promise.all([get("people"), get(`people/deeds?${asked}`)]);
  const now = JSON.stringify([told, done, asked.toString(), invited]);
  if (now === drawn && document.querySelector(".members")) return; // somebody may be reading, or choosing
  if (document.querySelector(".members details[open]") && now !== drawn && !invited) return;
  drawn = now;
  const focused = document.activeElement?.id;
  show(el("div", { class: "members report" }, members(told), deeds(told.people, done, asked)));
  if (focused) document.getElementById(focused)?.focus();
}

function members(told) {
  const missing = told.people.filter((each) => ["missing", "blocked"].includes(each.link) && (each.roles.length || each.waiting));
  const rows = told.people.map((each) => el("tr", { "data-employee": each.employee },
    el("th", { scope: "row" }, each.name),
    el("td", { "data-label": t("people-roles") }, each.roles.join(", ") || "–"),
    el("td", { "data-label": t("people-department") }, each.department || "–"),
    el("td", { "data-label": t("people-link"), class: each.link }, t(`people-${each.link}`), why(each)),
    el("td", {}, each.link === "missing" && each.employee ? invitation(each, told.roles) : null)));
  return el("section", { class: "wide roll" }, el("h2", {}, t("people-title")),
    missing.length ? el("p", { class: "note" }, tn("people-missing-count", missing.length)) : null,
    table(["person", "roles", "department", "link", "invite"].map((name) => t(`people-${name}`)), rows, t("people-title")));
}

function why(each) {
  if (!each.waiting || each.link === "connected") return null;
  return el("small", {}, tn("people-why", each.waiting));
}

function invitation(each, roles) {
  const role = el("select", { "aria-label": t("people-as") }, roles.map((one) => el("option", { value: one.role }, one.name)));
  const mine = invited?.employee === each.employee ? invited : null;
  return el("details", { open: Boolean(mine) },
    el("summary", { id: `invite-${each.employee}`, "aria-label": t("people-invite-of", { name: each.name }) }, t("people-invite")),
    el("p", {}, role, " ", el("button", { type: "button", onclick: () => invite(each.employee, role.value) }, t("people-make"))),
    mine?.words ? el("p", { role: "alert" }, mine.words) : null,
    mine?.link ? [el("p", {}, t("people-pass")), el("p", { class: "link" }, el("a", { href: safe(mine.link) }, mine.link)),
      el("figure", { role: "img", "aria-label": t("people-qr") }, svg(mine.qr))] : null);
}

async function invite(employee, role) {
  try {
    invited = { employee, ...await post("people/invite", { employee, role }) };
  } catch (problem) {
    invited = { employee, words: problem instanceof Refused ? problem.message : t("lost") };
  }
  await people().catch(() => {}); // the next look tells that there is no connection
}

function deeds(list, done, asked) {
  const staff = list.filter((each) => each.staff);
  const who = el("select", { id: "deeds-who", onchange: search }, el("option", { value: "" }, t("people-anybody")),
    staff.map((each) => el("option", { value: each.staff, selected: String(each.staff) === asked.get("who") }, each.name)));
  const lead = el("input", { id: "deeds-lead", inputmode: "numeric", size: 10, value: asked.get("lead") ?? "", onchange: search });
  const rows = done.deeds.map((each) => el("tr", {},
    el("td", { "data-label": t("people-when") }, moment(each.at)), el("td", { "data-label": t("people-who") }, each.who),
    el("td", { "data-label": t("people-what") }, what(each)),
    el("td", { "data-label": t("people-lead") }, each.lead ? `${each.called} № ${each.lead}` : "–")));
  return el("section", { class: "wide deeds" }, el("h2", {}, t("people-deeds")),
    el("p", { class: "search", role: "search" }, el("label", {}, t("people-who"), " ", who), " ", el("label", {}, t("people-lead-number"), " ", lead)),
    rows.length ? table(["when", "who", "what", "lead"].map((name) => t(`people-${name}`)), rows, t("people-deeds"))
      : message(t("people-no-deeds"), t("people-no-deeds-why")),
    done.more ? el("p", { class: "note" }, el("a", { href: address({ before: done.deeds.at(-1).id }) }, t("people-earlier"))) : null);
}

function what(each) {
  const words = t(`step-${each.kind}`, each.told);
  return words === `step-${each.kind}` ? t("step-other") : words;
}

function search() {
  const number = document.getElementById("deeds-lead").value.replace(/\D/g, "");
  location.hash = address({ who: document.getElementById("deeds-who").value, lead: number }).slice(1);
}

function address(changed) {
  const now = query();
  if (!("before" in changed)) now.delete("before");
  for (const [name, value] of Object.entries(changed)) value ? now.set(name, value) : now.delete(name);
  return `#people?${now}`;
}
