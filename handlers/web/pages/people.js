// «People»: who is connected and who is not, invitations, and who did what.

import { Refused, get, post } from "./api.js";
import { deeds, found } from "./deeds.js";
import { el, query, safe, show, svg, table } from "./dom.js";
import { shift } from "./shifts.js";
import { t, tn } from "./words.js";

let drawn = "";
let asking = ""; // the search that was drawn
let invited = null; // the last invitation, or why there is none: { employee, link, qr } or { employee, words }

export async function people() {
  const asked = query();
  const [told, done] = await Promise.all([get("people"), found(asked)]);
  const now = JSON.stringify([told, done, asked.toString(), invited]);
  const there = document.querySelector(".members");
  if (now === drawn && there) return; // somebody may be reading
  if (there && asking === asked.toString() && busy()) return; // somebody is choosing, or typing
  drawn = now;
  asking = asked.toString();
  const focused = document.activeElement?.id;
  show(el("div", { class: "members report" }, members(told), deeds(told.people, done, asked)));
  if (focused) document.getElementById(focused)?.focus();
}

function busy() {
  return document.querySelector(".members details[open]") || document.activeElement?.matches(".search input, .search select");
}

function members(told) {
  const missing = told.people.filter((each) => each.matters);
  const rows = told.people.map((each) => el("tr", { "data-employee": each.employee },
    el("th", { scope: "row" }, each.name),
    el("td", { "data-label": t("people-roles") }, each.roles.join(", ") || "–"),
    el("td", { "data-label": t("people-department") }, each.department || "–"),
    el("td", { "data-label": t("people-link"), class: each.matters ? `${each.link} matters` : each.link }, t(`people-${each.link}`), why(each)),
    el("td", { "data-label": t("people-shift") }, each.staff ? shift(each, told.roles, redraw) : null),
    el("td", {}, each.link === "missing" && each.employee ? invitation(each, told.roles) : null)));
  return el("section", { class: "wide roll" }, el("h2", {}, t("people-title")),
    missing.length ? el("p", { class: "note" }, tn("people-missing-count", missing.length)) : null,
    table(["person", "roles", "department", "link", "shift", "invite"].map((name) => t(`people-${name}`)), rows, t("people-title")));
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

/** Something was done: all of it is drawn anew. */
async function redraw() {
  drawn = "";
  document.querySelectorAll(".members details[open]").forEach((each) => each.removeAttribute("open"));
  await people().catch(() => {}); // the next look tells that there is no connection
}

async function invite(employee, role) {
  try {
    invited = { employee, ...await post("people/invite", { employee, role }) };
  } catch (problem) {
    invited = { employee, words: problem instanceof Refused ? problem.message : t("lost") };
  }
  await redraw();
}
