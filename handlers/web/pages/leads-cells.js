// What stands in a cell of the lead list.

import { el, safe } from "./dom.js";
import { moment, span, t, tn } from "./words.js";

const CELLS = {
  time: (row) => el("time", { datetime: row.at }, moment(row.at)),
  name: (row, go) => [row.hash ? el("abbr", { title: t("leads-hash") }, "# ") : null, link(row),
    row.history > 1 ? el("button", { type: "button", class: "plain", onclick: () => go(`all=1&nonad=1&lead=${row.id}`) }, tn("leads-history", row.history)) : null],
  phone: (row) => (row.phone ? [el("span", { "aria-hidden": "true" }, icon(row)), " ", row.phone] : null),
  duration: (row) => (row.seconds === null ? null : [span(row.seconds * 1000), safe(row.record) ? [" ", el("a", { href: row.record, target: "_blank", rel: "noopener" }, t("leads-record"))] : null].flat()),
  source: (row) => row.source || el("span", { class: "quiet" }, t("no-source")),
  result: (row) => (row.result ? t(`leads-result-${row.result}`) : null),
  manager: (row) => [row.manager || t("nobody"), row.foreign ? el("small", {}, t("leads-taken-by", { who: row.taker })) : null],
  type: (row) => (row.kind === "call" && row.direction !== "in" ? t(`leads-direction-${row.direction}`) : t(`leads-kind-${row.kind}`)),
  quality: (row) => el("span", { class: `quality ${row.quality ?? "none"}` }, t(`leads-quality-${row.quality ?? "none"}`),
    row.state ? el("small", {}, t(`leads-quality-${row.state}`)) : null),
};

export function cell(row, name, go) {
  return CELLS[name] ? CELLS[name](row, go) : row[name];
}

export function marks(row) {
  return row.foreign ? el("span", { class: "unseen" }, t("leads-foreign")) : null;
}

function link(row) {
  const url = safe(row.url);
  return url ? el("a", { href: url, target: "_blank", rel: "noopener" }, row.name) : row.name;
}

function icon(row) {
  return { call: "☎", missed: "☎", form: "✉", manual: "✎", chat: "💬" }[row.kind];
}
