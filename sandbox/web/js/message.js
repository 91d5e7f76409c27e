// One message as a bubble.

import { clockTime, fullTime } from "./clock.js";
import { h, svg } from "./dom.js";
import { rich } from "./entities.js";
import { picture } from "./files.js";
import { icons } from "./icons.js";
import { inline } from "./keyboard.js";
import { get } from "./store.js";
import { t } from "./texts.js";

const COLOURS = 6;
const SHORT = 80;

/** `view`: {viewer, group, act}; the node of the message. */
export function bubble(message, view) {
  if (isService(message)) return h("div", { class: "service-line", "data-message": message.id }, serviceText(message));
  const mine = message.from === view.viewer;
  const body = h("div", { class: "bubble" }, name(message, view, mine), forwarded(message), answered(message), attached(message), content(message, view), meta(message));
  const keys = message.rows && inline(message, view.act);
  const classes = ["message", mine ? "out" : "in", keys ? "with-keys" : ""].join(" ");
  const answer = h("button", { type: "button", class: "reply-to", "aria-label": t.reply, title: t.reply, onclick: () => view.act.reply(message) }, svg(icons.reply));
  return h("article", { class: classes, "data-message": message.id, "data-from": message.from, "aria-label": message.name },
    view.group && !mine && avatar(message), h("div", { class: "stack" }, body, keys, reactions(message)), answer);
}

export function avatar({ from, name: who, bot }) {
  if (bot) return h("img", { src: "/web/icon.svg", alt: "", class: "avatar" });
  return h("span", { class: `avatar colour-${from % COLOURS}`, "aria-hidden": "true" }, [...who][0]);
}

function name(message, view, mine) {
  return view.group && !mine && h("b", { class: `from ink-${message.from % COLOURS}` }, message.name);
}

function forwarded(message) {
  return message.forwarded && h("div", { class: "forwarded" }, `${t.forwarded}: ${message.forwarded}`);
}

function answered(message) {
  if (!message.reply) return null;
  const original = get(`message:${message.chat}:${message.reply}`);
  const words = original?.text ?? "…";
  return h("div", { class: "quoted" }, h("b", {}, original?.name ?? t.replyTo), h("span", {}, words.slice(0, SHORT)));
}

function attached(message) {
  if (message.service?.contact) return contact(message.service.contact);
  if (message.picture) return picture(message.picture);
  return message.file && h("div", { class: "file" }, svg(icons.file), message.file);
}

function contact(card) {
  return h("div", { class: "contact" }, svg(icons.person), h("span", {}, h("b", {}, card.first_name), h("small", {}, card.phone_number)));
}

function content(message, view) {
  if (!message.text) return null;
  const act = { ...view.act, key: message.id };
  return h("div", { class: "text" }, rich(message.text, message.entities ?? [], act));
}

function meta(message) {
  const edited = message.edited && `${t.edited} `;
  return h("span", { class: "meta", title: fullTime(message.edited ?? message.date) }, edited, clockTime(message.date));
}

function reactions(message) {
  return message.reactions && h("div", { class: "reactions" }, message.reactions.join(" "));
}

const isService = (message) => message.service && !message.service.contact;

function serviceText(message) {
  const [kind] = Object.keys(message.service);
  return message.service.new_chat_title ?? `${t.service}: ${kind}`;
}
