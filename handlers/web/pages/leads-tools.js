// What is done in the lead list: marking, handing over, saved views, files.

import { Refused, load, post } from "./api.js";
import { calls } from "./calls.js";
import { el } from "./dom.js";
import { t, tn } from "./words.js";

export function actions(row, choices, again) {
  const said = el("small", { role: "status" });
  const act = async (path, body, words) => {
    try {
      const done = await post(`leads/${path}`, { lead: row.id, ...body });
      await again();
      say(words ?? tn("leads-given", done.given));
    } catch (problem) {
      said.textContent = problem instanceof Refused ? problem.message : t("lost");
    }
  };
  const to = el("select", { "aria-label": t("leads-hand-to") }, choices.hands.map((each) => el("option", { value: each.id }, each.name)));
  const hand = (all) => act("hand", { to: Number(to.value), all });
  return el("details", { class: "actions", name: "lead-actions" }, el("summary", { "aria-label": t("leads-actions-of", { name: row.name }) }, "⋯"),
    el("div", { class: "sheet" },
      calls(row.id, row.name), " ",
      el("button", { type: "button", onclick: () => act("mark", { junk: !row.junk }, t(row.junk ? "leads-unmarked" : "leads-marked")) }, t(row.junk ? "leads-unmark" : "leads-mark")),
      choices.hands.length ? el("p", {}, el("b", {}, t("leads-hand")), to,
        el("button", { type: "button", onclick: () => hand(false) }, t("leads-hand-one")),
        row.history > 1 ? el("button", { type: "button", onclick: () => hand(true) }, t("leads-hand-all", { count: row.history })) : null) : null,
      said));
}

export function views(choices, list) {
  const named = choices.views.filter((view) => view.name);
  const name = el("input", { type: "text", id: "view-name", maxlength: 60, "aria-label": t("leads-view-name"), placeholder: t("leads-view-name") });
  const use = (view) => { list.use({ columns: view.columns, compact: view.compact }); list.go(view.query); };
  const tried = (deed) => deed.catch((problem) => say(problem instanceof Refused ? problem.message : t("lost")));
  const forget = async (view) => {
    await post("leads/views/drop", { name: view.name });
    choices.views = choices.views.filter((each) => each !== view);
    await list.again();
  };
  const drop = (view) => tried(forget(view));
  const save = async () => { if (name.value.trim()) await tried(list.keep(name.value.trim())); };
  return el("details", { class: "views" }, el("summary", { id: "views" }, t("leads-views"), named.length ? ` (${named.length})` : ""),
    el("div", { class: "sheet" },
      named.map((view) => el("p", {}, el("button", { type: "button", class: "plain", onclick: () => use(view) }, view.name),
        el("button", { type: "button", "aria-label": t("leads-view-drop", { name: view.name }), onclick: () => drop(view) }, "×"))),
      el("p", {}, name, el("button", { type: "button", onclick: save }, t("leads-view-save")))));
}

export function files(choices, asked) {
  if (!choices.export) return null;
  const box = el("div", { class: "files" });
  const save = async (form, period, name, event) => {
    const button = event.target;
    button.disabled = true;
    say(t("leads-file-making"));
    try {
      await load(`leads/file.${form}?${period}`, name);
      say(t("leads-file-made"));
    } catch (problem) {
      say(problem instanceof Refused ? "" : t("lost"));
      if (problem instanceof Refused) box.replaceChildren(...offered(form, problem));
    }
    button.disabled = false;
  };
  const offered = (form, problem) => [el("p", { role: "alert" }, problem.message), (problem.told.months ?? []).map((each) => {
    const period = new URLSearchParams(asked);
    period.delete("all");
    period.set("from", each.from);
    period.set("to", each.to);
    return el("button", { type: "button", disabled: !each.fits, onclick: (event) => save(form, period, `leads-${each.month}.${form}`, event) },
      `${each.from.slice(5, 7)}.${each.from.slice(0, 4)} (${each.count})`);
  })].flat();
  const file = (form) => el("button", { type: "button", id: `file-${form}`, onclick: (event) => save(form, asked, `leads.${form}`, event) }, form.toUpperCase());
  box.append(el("span", {}, t("leads-file")), file("xlsx"), file("csv"));
  return box;
}

function say(words) {
  document.querySelector(".status").textContent = words;
}
