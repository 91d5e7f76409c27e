// A message's text with its entities (offsets in UTF-16 units, as JavaScript counts) as nodes.

import { moment } from "./clock.js";
import { h, svg } from "./dom.js";
import { icons } from "./icons.js";
import { t } from "./texts.js";

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre" };
const LONG_QUOTE = 96; // about three lines on these phones
const LEAD_LINK = /\/crm\/lead\/details\/(\d+)\/?$/;
const START_LINK = /^https?:\/\/t\.me\/(\w+)\?start=([\w-]+)$/i;

/** Nodes of the text; `act` is {start(payload), say(text), expanded: Set, key}. */
export function rich(text, entities, act) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return span(text, 0, text.length, sorted, act);
}

function span(text, from, to, entities, act) {
  const nodes = [];
  let at = from;
  for (let i = 0; i < entities.length; i++) {
    const entity = entities[i];
    if (entity.offset < at || entity.offset >= to) continue;
    const end = Math.min(entity.offset + entity.length, to);
    const inside = entities.slice(i + 1).filter((each) => each.offset < end);
    nodes.push(text.slice(at, entity.offset), wrap(entity, text.slice(entity.offset, end), span(text, entity.offset, end, inside, act), act));
    at = end;
  }
  nodes.push(text.slice(at, to));
  return nodes.filter((node) => node !== "");
}

function wrap(entity, words, children, act) {
  switch (entity.type) {
    case "text_link":
      return link(entity.url, children, act);
    case "url":
      return link(words, children, act);
    case "email":
      return link(`mailto:${words}`, children, act);
    case "phone_number":
      return link(`tel:${words.replace(/[^+\d]/g, "")}`, children, act);
    case "bot_command":
      return h("button", { type: "button", class: "link", onclick: () => act.say(words) }, children);
    case "mention":
    case "text_mention":
    case "hashtag":
      return h("span", { class: "link" }, children);
    case "spoiler":
      return h("button", { type: "button", class: "spoiler", onclick: (event) => event.currentTarget.classList.add("seen") }, children);
    case "date_time":
      return entity.date_time_format ? moment(entity.unix_time, entity.date_time_format) : h("span", {}, children);
    case "blockquote":
      return h("blockquote", {}, children);
    case "expandable_blockquote":
      return expandable(words, children, act);
    default:
      return TAGS[entity.type] ? h(TAGS[entity.type], {}, children) : h("span", {}, children);
  }
}

function expandable(words, children, act) {
  if (words.length <= LONG_QUOTE && words.split("\n").length <= 3) return h("blockquote", {}, children);
  const quote = h("blockquote", { class: "expandable" }, h("div", { class: "folded" }, children));
  const toggle = h("button", { type: "button", class: "unfold" }, svg(icons.down));
  const show = (open) => {
    quote.classList.toggle("open", open);
    toggle.setAttribute("aria-expanded", `${open}`);
    toggle.setAttribute("aria-label", open ? t.less : t.more);
    act.expanded[open ? "add" : "delete"](act.key);
  };
  quote.addEventListener("click", () => {
    if (!String(getSelection())) show(!quote.classList.contains("open"));
  });
  show(act.expanded.has(act.key));
  quote.append(toggle);
  return quote;
}

function link(address, children, act) {
  const url = /^(https?:|mailto:|tel:)/i.test(address) ? address : `https://${address}`;
  return h("a", { class: "link", href: url, target: "_blank", rel: "noopener noreferrer", onclick: (event) => follow(event, url, act) }, children);
}

/** Links that lead into the sandbox are followed here; the rest opens elsewhere. */
export function follow(event, url, act) {
  const lead = LEAD_LINK.exec(url);
  const start = START_LINK.exec(url);
  if (!lead && !start) return;
  event.preventDefault();
  if (lead) document.dispatchEvent(new CustomEvent("open-lead", { detail: lead[1] }));
  else act.start(start[2]);
}
