// The filters of the lead list, in words; each change is an address, so that «back» works and a view can be kept.

import { el } from "./dom.js";
import { t } from "./words.js";

const FIXED = {
  kind: ["form", "call", "missed", "manual", "chat", "mail"],
  quality: ["target", "junk", "repeat", "unchecked", "unsorted"],
  direction: ["in", "out", "local"],
};

export function filters(choices, told, asked, go, open) {
  const change = (name, values) => {
    const next = new URLSearchParams(asked);
    next.delete(name);
    next.delete("page");
    for (const value of values) next.append(name, value);
    if (name === "from" || name === "to") next.delete("all");
    go(next);
  };
  const several = (name, options) => {
    const chosen = asked.getAll(name);
    if (!options.length && !chosen.length) return null;
    const known = options.map(([code]) => code);
    const all = [...options, ...chosen.filter((code) => !known.includes(code)).map((code) => [code, code])];
    return el("details", { class: "filter", name: "lead-filter" },
      el("summary", { id: `filter-${name}` }, t(`leads-filter-${name}`), chosen.length ? el("b", {}, `: ${told_(all, chosen)}`) : ""),
      el("div", { class: "boxes" }, all.map(([code, words]) => el("label", {},
        el("input", { type: "checkbox", checked: chosen.includes(code), onchange: (event) =>
          change(name, event.target.checked ? [...chosen, code] : chosen.filter((each) => each !== code)) }), words))));
  };
  const flag = (name) => el("label", { class: "flag" }, el("input", { type: "checkbox", id: `flag-${name}`, checked: asked.get(name) === "1",
    onchange: (event) => change(name, event.target.checked ? ["1"] : []) }), t(`leads-flag-${name}`));
  const date = (name, value) => el("label", {}, t(`leads-${name}`), " ", el("input", { type: "date", id: `date-${name}`, value,
    onchange: (event) => change(name, event.target.value ? [event.target.value] : []) }));
  const either = (name, values, value) => el("label", {}, t(`leads-${name}`), " ", el("select", { id: `choose-${name}`, onchange: (event) => change(name, [event.target.value]) },
    values.map((each) => el("option", { value: each, selected: each === value }, t(`leads-${name}-${each}`)))));
  const fixed = (name) => several(name, FIXED[name].map((code) => [code, t(`leads-${name}-${code}`)]));
  const offered = choices.offered;
  const managers = asked.get("dismissed") === "1" ? [...offered.manager, ...choices.dismissed] : offered.manager;
  const count = [...new Set(asked.keys())].filter((name) => !["page", "size", "sort", "who", "dismissed"].includes(name)).length;
  return el("details", { class: "filters", open },
    el("summary", { id: "filters" }, t("leads-filters"), count ? el("b", {}, ` (${count})`) : ""),
    el("div", { class: "fields" },
      el("fieldset", {}, el("legend", {}, t("leads-period")), date("from", told.from), date("to", told.to), flag("all"),
        either("day", ["arrival", "taken"], asked.get("day") ?? "arrival")),
      el("fieldset", {}, el("legend", {}, t("leads-which")), fixed("kind"), fixed("quality"), fixed("direction"), flag("nonad"),
        several("channel", offered.channel), several("tag", offered.tag)),
      el("fieldset", {}, el("legend", {}, t("leads-where")), several("group", offered.group), several("source", offered.source), flag("nosource"),
        several("stages", offered.stages.map(([code, words]) => [code, ["process", "success", "failure"].includes(code) ? t(`leads-stages-${code}`) : words])),
        several("stage", offered.stage)),
      el("fieldset", {}, el("legend", {}, t("leads-people")), several("department", offered.department), several("manager", managers), flag("dismissed"), flag("foreign"),
        either("who", ["responsible", "taker"], told.who)),
      count ? el("button", { type: "button", class: "plain", id: "reset", onclick: () => go("") }, t("leads-reset")) : null));
}

function told_(all, chosen) {
  const words = all.filter(([code]) => chosen.includes(code)).map(([, each]) => each);
  return words.length > 2 ? `${words.slice(0, 2).join(", ")} +${words.length - 2}` : words.join(", ");
}
