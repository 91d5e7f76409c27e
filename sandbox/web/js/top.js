// The bar at the top: is the assistant there, what is broken right now, and the ways to begin and begin anew.

import { post } from "./api.js";
import { now } from "./clock.js";
import { fill, h, svg } from "./dom.js";
import { icons } from "./icons.js";
import { all, get } from "./store.js";
import { lang, t } from "./texts.js";

const NAMES = { bitrix24: t.faultPortal, telegram: t.faultTelegram };

export class Top {
  constructor(node) {
    this.bot = h("span", { class: "bot-state", role: "status" });
    this.faults = h("div", { class: "faults", role: "status" });
    this.connect = button(t.connect, "primary", () => post("scenarios/connect"));
    this.reset = button(t.reset, "", () => post("reset"));
    const query = lang === "ru" ? "?lang=en" : "?lang=ru";
    const other = h("a", { class: "language", href: query, hreflang: lang === "ru" ? "en" : "ru" }, t.otherLanguage);
    const logo = h("img", { src: "/web/icon.svg", alt: "", width: 30, height: 30 });
    const name = h("h1", {}, t.brand, " ", h("small", {}, t.sandbox));
    node.append(logo, name, this.bot, this.faults, h("span", { class: "gap" }), this.connect, this.reset, other);
  }

  update(changed) {
    if (changed.has("bot")) this.showBot(get("bot").online);
    if (changed.has("faults")) this.showFaults(get("faults"));
    const started = all("user").map((user) => user.started);
    this.connect.hidden = !started.includes(false);
    this.reset.hidden = !started.includes(true);
  }

  showBot(online) {
    fill(this.bot, h("i", { class: `dot ${online ? "on" : ""}` }), h("span", {}, online ? t.botOn : t.botOff));
  }

  showFaults({ active, drop, double }) {
    const chips = active.map((fault) => this.chip(fault));
    if (drop) chips.push(h("span", { class: "fault soft" }, t.eventLost));
    if (double) chips.push(h("span", { class: "fault soft" }, t.eventTwice));
    fill(this.faults, chips);
  }

  chip({ service, kind, until }) {
    const left = until && h("b", { "data-until": until }, `${Math.max(0, Math.ceil(until - now()))}`);
    const stop = h("button", {
      type: "button",
      "aria-label": t.clearFault,
      title: t.clearFault,
      onclick: () => post("faults/clear", { service }),
    }, svg(icons.close));
    const name = kind === "down" ? NAMES[service] : `${t.faultOther}: ${service}`;
    return h("span", { class: "fault" }, name, left && [" ", left, ` ${t.seconds}`], stop);
  }
}

function button(text, kind, onclick) {
  return h("button", { type: "button", class: `control ${kind}`, onclick }, text);
}
