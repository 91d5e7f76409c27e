// On the people page: who did what, when and from where; searched on the server.

import { Refused, get } from "./api.js";
import { el, message, query, table } from "./dom.js";
import { moment, t } from "./words.js";

const COLUMNS = ["when", "who", "what", "lead", "whence"];
const WHENCE = ["chat", "page", "portal", "console"];
const FIELDS = ["q", "who", "lead", "whence", "from", "to"];

/** What a search finds; one that cannot be says why. */
export async function found(asked) {
  try {
    return await get(`people/deeds?${asked}`);
  } catch (problem) {
    if (problem instanceof Refused && problem.status === 409) return { deeds: [], before: 0, words: problem.message };
    throw problem;
  }
}

export function deeds(people, done, asked) {
  const rows = done.deeds.map((each) => el("tr", {}, COLUMNS.map((name) => el("td", { "data-label": t(`people-${name}`) }, CELLS[name](each)))));
  return el("section", { class: "wide deeds" }, el("h2", {}, t("people-deeds")), form(people, asked),
    rows.length ? table(COLUMNS.map((name) => t(`people-${name}`)), rows, t("people-deeds")) : nothing(done),
    done.before ? el("p", { class: "note" }, el("a", { href: address({ before: done.before }) }, t(rows.length ? "people-earlier" : "people-further"))) : null);
}

const CELLS = {
  when: (each) => moment(each.at),
  who: (each) => each.who || (each.whence ? t(`people-whence-${each.whence}`) : "–"),
  what: (each) => each.what,
  lead: (each) => (each.lead ? `${each.called} № ${each.lead}` : "–"),
  whence: (each) => (each.whence ? t(`people-whence-${each.whence}`) : "–"),
};

function nothing(done) {
  return message(t("people-no-deeds"), done.words ?? t(done.before ? "people-not-further" : "people-no-deeds-why"));
}

function form(people, asked) {
  const field = (name, made) => el("label", {}, t(`people-${name}`), " ", made);
  const choice = (id, name, options) => el("select", { id, name, onchange: search }, options.map(([value, words]) =>
    el("option", { value, selected: value === (asked.get(name) ?? "") }, words)));
  const input = (id, name, more) => el("input", { id, name, value: asked.get(name) ?? "", onchange: search, ...more });
  return el("form", { class: "search", role: "search", onsubmit: (event) => { event.preventDefault(); search(); } },
    field("words", input("deeds-q", "q", { type: "search", placeholder: t("people-words-hint"), maxlength: 100 })),
    field("who", choice("deeds-who", "who", [["", t("people-anybody")], ...people.filter((each) => each.staff).map((each) => [String(each.staff), each.name])])),
    field("whence", choice("deeds-whence", "whence", [["", t("people-whence-any")], ...WHENCE.map((each) => [each, t(`people-whence-${each}`)])])),
    field("lead-number", input("deeds-lead", "lead", { inputmode: "numeric", size: 8 })),
    field("first", input("deeds-from", "from", { type: "date" })), field("last", input("deeds-to", "to", { type: "date" })));
}

function search() {
  const given = new FormData(document.querySelector("form.search"));
  given.set("lead", given.get("lead").replace(/\D/g, "").slice(0, 15));
  location.hash = address(Object.fromEntries(FIELDS.map((name) => [name, given.get(name)]))).slice(1);
}

function address(changed) {
  const now = query();
  if (!("before" in changed)) now.delete("before");
  for (const [name, value] of Object.entries(changed)) value ? now.set(name, value) : now.delete(name);
  return `#people?${now}`;
}
