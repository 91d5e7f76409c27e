// Where a person writes: Start, the text with what it answers, a file, the bot's own keyboard.

import { post } from "./api.js";
import { fill, h, svg } from "./dom.js";
import { base64 } from "./files.js";
import { icons } from "./icons.js";
import { reply as replyKeyboard } from "./keyboard.js";
import { get } from "./store.js";
import { t } from "./texts.js";

const TALLEST = 120;

export class Composer {
  /** `chat` has: id, private, viewer; `act` has: say, send, start, contact. */
  constructor(chat, act) {
    this.chat = chat;
    this.act = act;
    this.answering = null;
    this.folded = false;
    this.quote = h("div", { class: "answering", hidden: true });
    this.area = h("textarea", { rows: 1, maxlength: 4096, "aria-label": t.write, placeholder: t.write });
    this.area.addEventListener("keydown", (event) => this.onKey(event));
    this.area.addEventListener("input", () => this.grow());
    this.toggle = h("button", { type: "button", class: "round", "aria-label": t.keyboard, hidden: true, onclick: () => this.fold(!this.folded) }, svg(icons.keyboard));
    this.menu = h("button", { type: "button", class: "round slash", "aria-label": t.menu, title: t.menu, "aria-expanded": "false", hidden: true, onclick: () => this.openMenu(this.commands.hidden) }, "/");
    this.commands = h("div", { class: "commands", role: "menu", "aria-label": t.menu, hidden: true });
    this.picker = h("input", { type: "file", class: "off-screen", tabindex: -1, "aria-hidden": "true", onchange: () => this.attach() });
    this.clip = h("button", { type: "button", class: "round", "aria-label": t.attach, title: t.attach, onclick: () => this.picker.click() }, svg(icons.clip));
    this.sender = h("button", { type: "submit", class: "round send", "aria-label": t.send }, svg(icons.send));
    this.form = h("form", { class: "line", onsubmit: (event) => this.send(event) }, this.menu, this.clip, this.picker, this.area, this.toggle, this.sender);
    this.keys = h("div", { class: "keys" });
    this.gate = h("button", { type: "button", class: "gate", hidden: true });
    this.speakers = h("div", { class: "speakers", role: "radiogroup", "aria-label": t.actAs, hidden: true });
    this.node = h("footer", { class: "composer" }, this.speakers, this.commands, this.quote, this.form, this.gate, this.keys);
  }

  update(markup) {
    this.markup = markup;
    const user = get(`user:${this.chat.viewer}`);
    const state = this.chat.private ? user : {};
    const gate = this.gateOf(state);
    this.gate.hidden = !gate;
    this.form.hidden = Boolean(gate);
    if (gate) this.setGate(gate);
    this.toggle.hidden = !markup;
    this.menu.hidden = Boolean(gate) || !this.offered.length;
    if (this.menu.hidden) this.openMenu(false);
    this.area.placeholder = markup?.input_field_placeholder || t.write;
    this.drawKeys(Boolean(gate));
  }

  /** The commands that the bot has set for this chat. */
  get offered() {
    return get(`chat:${this.chat.id}`)?.commands ?? [];
  }

  openMenu(open) {
    this.commands.hidden = !open;
    this.menu.setAttribute("aria-expanded", `${open}`);
    fill(this.commands, open && this.offered.map(({ command, description }) => this.command(command, description)));
  }

  command(name, description) {
    const choose = () => {
      this.openMenu(false);
      this.act.say(`/${name}`);
    };
    return h("button", { type: "button", role: "menuitem", onclick: choose }, h("b", {}, `/${name}`), h("span", {}, description));
  }

  gateOf(state) {
    if (!this.chat.private) return null;
    if (state.blocked) return [t.unblock, () => post("unblock", { user: this.chat.viewer })];
    return state.started ? null : [t.start, () => this.act.start("")];
  }

  setGate([text, onclick]) {
    this.gate.textContent = text;
    this.gate.onclick = onclick;
  }

  drawKeys(hidden) {
    const shown = this.markup && !hidden && !this.folded;
    fill(this.keys, shown && replyKeyboard(this.markup, this.act));
    this.toggle.setAttribute("aria-expanded", `${Boolean(shown)}`);
  }

  fold(folded) {
    this.folded = folded;
    this.drawKeys(false);
  }

  answer(message) {
    this.answering = message;
    this.quote.hidden = !message;
    if (!message) return;
    const cancel = h("button", { type: "button", class: "round", "aria-label": t.cancelReply, onclick: () => this.answer(null) }, svg(icons.close));
    fill(this.quote, svg(icons.reply), h("span", {}, h("b", {}, `${t.replyTo}: ${message.name}`), h("small", {}, message.text ?? "")), cancel);
    this.area.focus();
  }

  onKey(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.send(event);
    if (event.key === "Escape") {
      this.answer(null);
      this.openMenu(false);
    }
  }

  send(event) {
    event.preventDefault();
    const text = this.area.value.trim();
    if (!text) return;
    this.act.say(text, this.answering?.id);
    this.area.value = "";
    this.answer(null);
    this.grow();
  }

  /** The chosen file goes out at once, what stands in the line as its caption. */
  async attach() {
    const [file] = this.picker.files;
    this.picker.value = "";
    if (!file) return;
    const caption = this.area.value.trim();
    this.area.value = "";
    this.grow();
    await this.act.send(file.name, await base64(file), caption);
  }

  grow() {
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(this.area.scrollHeight, TALLEST)}px`;
  }

  /** Whom the visitor plays in a group. */
  offerSpeakers(people, choose) {
    this.speakers.hidden = people.length < 2;
    if (this.speakers.hidden) return;
    const buttons = people.map((id) => {
      const chosen = id === this.chat.viewer;
      return h("button", { type: "button", role: "radio", "aria-checked": `${chosen}`, onclick: () => choose(id) }, get(`user:${id}`).first);
    });
    fill(this.speakers, h("span", {}, `${t.actAs}:`), buttons);
  }
}
