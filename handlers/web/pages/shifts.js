// On the people page: where somebody is and which roles they have, and what supervisors say of it.

import { Refused, post } from "./api.js";
import { el } from "./dom.js";
import { clock, dayOf, t } from "./words.js";

let said = { staff: 0, words: "" }; // what came of the last word

export function shift(person, roles, redraw) {
  const act = async (path, body) => {
    try {
      await post(`people/${path}`, body);
      said = { staff: person.staff, words: t(path === "role" ? "people-noted" : "people-changed") };
    } catch (problem) {
      said = { staff: person.staff, words: problem instanceof Refused ? problem.message : t("lost") };
    }
    await redraw();
  };
  if (["left", "missing"].includes(person.link)) return null;
  return [state(person), el("details", {},
    el("summary", { id: `shift-${person.staff}`, "aria-label": t("people-change-of", { name: person.name }) }, t("people-change")),
    el("p", {}, person.away
      ? el("button", { type: "button", onclick: () => act("on", { staff: person.staff }) }, t("people-on"))
      : el("button", { type: "button", onclick: () => act("off", { staff: person.staff }) }, t("people-off"))),
    person.absences.map((each) => el("p", {}, words(each), " ",
      el("button", { type: "button", "aria-label": t("people-withdraw-of", { what: words(each) }), onclick: () => act("back", { absence: each.id }) }, t("people-withdraw")))),
    plan(person, act), rolesOf(person, roles, act)),
    el("small", { role: "status" }, said.staff === person.staff ? said.words : "")];
}

function state(person) {
  if (!person.away) return el("span", { class: "is-on" }, t("people-is-on"), coming(person));
  const now = person.absences.find((each) => Date.parse(each.since) <= Date.now());
  return el("span", { class: "is-off" }, now ? words(now) : t("people-is-off"));
}

function coming(person) {
  return person.absences.length ? el("small", {}, words(person.absences[0])) : null;
}

/** Those that whoever looks may give and take. */
function rolesOf(person, roles, act) {
  return el("fieldset", { class: "roles", "aria-label": t("people-roles-of", { name: person.name }) }, roles.map((each) => el("label", {},
    el("input", { type: "checkbox", checked: person.has.includes(each.role),
      onchange: (event) => act("role", { staff: person.staff, role: each.role, has: event.target.checked }) }), " ", each.name)));
}

function plan(person, act) {
  const kind = el("select", { "aria-label": t("people-kind") }, ["vacation", "sick"].map((each) => el("option", { value: each }, t(`people-kind-${each}`))));
  const [first, last] = ["first", "last"].map((name) => el("input", { type: "date", required: true, "aria-label": t(`people-plan-${name}`) }));
  first.addEventListener("change", () => { if (!last.value || last.value < first.value) last.value = first.value; });
  return el("form", { onsubmit: (event) => {
    event.preventDefault();
    act("away", { staff: person.staff, kind: kind.value, from: first.value, to: last.value });
  } }, kind, " ", first, " – ", last, " ", el("button", {}, t("people-plan")));
}

/** «отпуск 25.12 – 08.01», «перерыв до 12:30». */
function words(absence) {
  if (absence.kind === "pause") return t("people-pause", { until: clock(absence.until) });
  return t(`people-${absence.kind}`, { first: dayOf(absence.first), last: dayOf(absence.last) });
}
