// Keyboards: the inline one under a message, and the one that replaces typing.

import { h, svg } from "./dom.js";
import { follow } from "./entities.js";
import { icons } from "./icons.js";
import { t } from "./texts.js";

const STYLES = new Set(["primary", "success", "danger"]);

/** `act`: press(message, button), copy(text), start(payload), busy(message, data) → bool. */
export function inline(message, act) {
  const rows = message.rows.map((row) => h("div", { class: "row" }, row.map((button) => one(message, button, act))));
  return h("div", { class: "inline-keyboard" }, rows);
}

function one(message, button, act) {
  const style = STYLES.has(button.style) ? button.style : "";
  const label = h("span", {}, button.text);
  if (button.url) {
    const props = { class: `key ${style}`, href: button.url, target: "_blank", rel: "noopener noreferrer" };
    return h("a", { ...props, onclick: (event) => follow(event, button.url, act) }, label, svg(icons.open, "corner"));
  }
  const props = { type: "button", class: `key ${style}`, disabled: Boolean(button.disabled) };
  if (button.copy_text) {
    return h("button", { ...props, onclick: () => act.copy(button.copy_text.text) }, label, svg(icons.copy, "corner"));
  }
  const busy = act.busy(message.id, button.callback_data);
  return h("button", {
    ...props,
    "data-tap": button.callback_data,
    "aria-busy": busy ? "true" : "false",
    onclick: () => act.press(message, button.callback_data),
  }, label, h("i", { class: "spinner", "aria-hidden": "true" }));
}

/** The reply keyboard that the newest markup left, or null. */
export function standing(messages) {
  for (let i = messages.length - 1; i >= 0; i--) {
    const markup = messages[i].markup;
    if (markup?.remove_keyboard) return null;
    if (markup?.keyboard) return markup;
  }
  return null;
}

export function reply(markup, act) {
  const rows = markup.keyboard.map((row) => h("div", { class: "row" }, row.map((button) => key(button, act))));
  return h("div", { class: "reply-keyboard", role: "group", "aria-label": t.keyboard }, rows);
}

function key(button, act) {
  const shown = typeof button === "string" ? { text: button } : button;
  const press = shown.request_contact ? act.contact : () => act.say(shown.text);
  return h("button", { type: "button", class: "reply-key", onclick: press }, shown.request_contact && svg(icons.person), shown.text);
}
