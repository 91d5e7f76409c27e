// All calls of a lead, over the page that was looked at.

import { Refused, get } from "./api.js";
import { el, safe } from "./dom.js";
import { moment, span, t, tn } from "./words.js";

/** A button that opens them. */
export function calls(lead, name, more = {}) {
  return el("button", { type: "button", ...more, "aria-label": t("calls-of", { name }), onclick: () => open(lead, name) }, t("calls"));
}

async function open(lead, name) {
  const said = el("div", { role: "status" }, "…");
  const dialog = el("dialog", { class: "calls", "aria-labelledby": "calls-title", onclose: () => dialog.remove(),
    onclick: (event) => { if (event.target === dialog) dialog.close(); } },
    el("h2", { id: "calls-title" }, name), said,
    el("button", { type: "button", onclick: () => dialog.close() }, t("calls-close")));
  document.body.append(dialog);
  dialog.showModal();
  try {
    said.replaceChildren(...shown(await get(`calls?lead=${lead}`)));
  } catch (problem) {
    said.replaceChildren(el("p", {}, problem instanceof Refused ? problem.message : t("lost")));
  }
}

function shown(told) {
  if (!told.calls.length) return [el("p", {}, t("calls-none"))];
  return [told.attempts ? el("p", { class: "quiet" }, tn("attempts", told.attempts)) : "", el("ol", {}, told.calls.map(line))];
}

function line(call) {
  const url = safe(call.record ?? "");
  const what = call.title
    ? [el("b", {}, call.title), " ", el("small", {}, t("calls-told"))]
    : [el("b", {}, `☎ ${t(call.out ? "calls-out" : "calls-in")} ${span(call.seconds * 1000)}`), ` · ${t(`leads-result-${call.result}`)}`];
  return el("li", {}, el("time", { datetime: call.at }, moment(call.at)),
    el("span", {}, what, call.who ? ` · ${call.who}` : "", url ? [" · ", el("a", { href: url, target: "_blank", rel: "noopener" }, t("leads-record"))] : null));
}
