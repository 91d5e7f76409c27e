// One chat on a phone: head, messages, composer; keeps itself up to date.

import { copy, post } from "./api.js";
import { fill, h, svg } from "./dom.js";
import { icons } from "./icons.js";
import { standing } from "./keyboard.js";
import { avatar, bubble } from "./message.js";
import { Composer } from "./composer.js";
import { all, get } from "./store.js";
import { tap } from "./taps.js";
import { t } from "./texts.js";
import { Toast } from "./toast.js";

const FRAME = /^(user|chat|bot|phones)/; // what the head and the composer show
const NEAR = 80; // pixels from the end that still count as reading the end

export class Chat {
  constructor({ chat, people }) {
    this.id = chat;
    this.people = people;
    this.viewer = people[0];
    this.private = chat > 0;
    this.nodes = new Map();
    this.pending = new Set();
    this.expanded = new Set();
    this.read = null;
    this.pinned = true;
    this.act = this.actions();
    this.build();
  }

  actions() {
    return {
      say: (text, reply) => post("say", { user: this.viewer, chat: this.id, text, reply }),
      send: (name, content, caption) => post("file", { user: this.viewer, chat: this.id, name, content, caption }),
      start: (payload) => post("start", { user: this.viewer, payload }),
      contact: () => post("contact", { user: this.viewer }),
      reply: (message) => this.composer.answer(message),
      press: (message, data) => this.press(message, data),
      copy: async (text) => this.toast.show((await copy(text)) ? `${t.copied}: ${text}` : t.notCopied),
      busy: (message, data) => this.pending.has(`${message}:${data}`),
      expanded: this.expanded,
    };
  }

  build() {
    this.head = h("header", { class: "chat-head" });
    this.empty = h("p", { class: "empty" });
    this.list = h("div", { class: "messages", role: "log", "aria-live": "polite", tabindex: 0 }, this.empty);
    this.list.addEventListener("scroll", () => this.onScroll(), { passive: true });
    this.count = h("span", { class: "badge", hidden: true });
    this.downward = h("button", { type: "button", class: "to-bottom", "aria-label": t.toBottom, hidden: true, onclick: () => this.toBottom(true) }, svg(icons.down), this.count);
    this.composer = new Composer(this, this.act);
    this.toast = new Toast();
    const body = h("div", { class: "chat-body" }, this.list, this.downward, this.toast.node);
    this.node = h("section", { class: "chat" }, this.head, body, this.composer.node);
    new ResizeObserver(() => this.pinned && this.toBottom()).observe(this.list);
  }

  get messages() {
    return all(`message:${this.id}`).sort((a, b) => a.id - b.id);
  }

  get title() {
    return this.private ? get("bot").name : get(`chat:${this.id}`)?.title;
  }

  get unread() {
    return this.messages.filter((message) => message.bot && message.id > this.read).length;
  }

  update(changed, whole) {
    const prefix = `message:${this.id}:`;
    const mine = [...changed].filter((key) => key.startsWith(prefix));
    if (!mine.length && ![...changed].some((key) => FRAME.test(key))) return;
    for (const key of mine) this.apply(key, Number(key.slice(prefix.length)), whole);
    if (this.read === null || whole) this.read = Math.max(this.read ?? 0, ...this.messages.map((each) => each.id), 0);
    this.updateFrame(mine);
    if (mine.length && this.pinned) this.toBottom();
  }

  updateFrame(mine) {
    this.showHead();
    const messages = this.messages;
    this.empty.hidden = messages.length > 0;
    this.empty.textContent = this.emptyWords();
    this.composer.update(standing(messages));
    this.composer.offerSpeakers(this.people, (id) => this.become(id));
    const last = messages.at(-1);
    const fresh = last && mine.includes(`message:${this.id}:${last.id}`);
    if (fresh && last.markup?.force_reply && last.id > (this.forced ?? 0)) this.forceReply(last);
  }

  forceReply(message) {
    this.forced = message.id;
    if (!this.node.hidden && message.id > this.read) this.composer.answer(message);
  }

  emptyWords() {
    if (!this.private) return t.emptyGroup;
    const user = get(`user:${this.viewer}`);
    return user.started ? t.emptyChat : t.notStarted(user.first);
  }

  showHead() {
    const chat = get(`chat:${this.id}`);
    const users = get(`user:${this.viewer}`);
    const under = chat?.typing ? t.typing : this.private ? t.bot : chat?.status === "kicked" ? t.kicked : t.members(chat?.members ?? 1);
    const state = JSON.stringify([this.title, under, users.started, users.blocked]);
    if (state === this.headState) return;
    this.headState = state;
    const face = this.private ? h("img", { src: "/web/icon.svg", alt: "", class: "avatar" }) : avatar({ from: 4, name: this.title });
    fill(this.head, face, h("div", {}, h("b", {}, this.title), h("small", {}, under)), this.private && users.started && !users.blocked && this.blocker());
  }

  blocker() {
    return h("button", { type: "button", class: "round", "aria-label": t.block, title: t.block, onclick: () => post("block", { user: this.viewer }) }, svg(icons.stop));
  }

  become(id) {
    this.viewer = id;
    for (const message of this.messages) this.apply(`message:${this.id}:${message.id}`, message.id, true);
    this.composer.offerSpeakers(this.people, (each) => this.become(each));
    this.composer.speakers.querySelector("[aria-checked=true]")?.focus();
  }

  apply(key, id, quiet) {
    const message = get(key);
    const old = this.nodes.get(id);
    if (!message) {
      old?.remove();
      this.nodes.delete(id);
      return;
    }
    const node = bubble(message, { viewer: this.viewer, group: !this.private, act: this.act });
    this.nodes.set(id, node);
    if (old) this.swap(old, node, quiet);
    else this.insert(node, id, quiet);
  }

  /** An edit: the new state fades in where the old one stood, and the keyboard focus stays. */
  swap(old, node, quiet) {
    const focused = old.contains(document.activeElement) ? document.activeElement.dataset.tap ?? "" : null;
    if (!quiet) node.classList.add("changed");
    old.replaceWith(node);
    if (focused === null) return;
    const same = [...node.querySelectorAll("[data-tap]")].find((button) => button.dataset.tap === focused);
    (same ?? node.querySelector(".key") ?? this.list).focus({ preventScroll: true });
  }

  insert(node, id, quiet) {
    const after = [...this.nodes.keys()].filter((each) => each > id);
    const next = after.length ? this.nodes.get(Math.min(...after)) : null;
    if (!quiet) node.classList.add("arrived");
    this.list.insertBefore(node, next);
  }

  async press(message, data) {
    const key = `${message.id}:${data}`;
    if (this.pending.has(key)) return;
    this.mark(key, message.id, data, true);
    const answer = await tap({ user: this.viewer, chat: this.id, message: message.id, data });
    this.mark(key, message.id, data, false);
    if (answer?.text) answer.show_alert ? this.toast.alert(answer.text) : this.toast.show(answer.text);
  }

  mark(key, id, data, busy) {
    this.pending[busy ? "add" : "delete"](key);
    const buttons = this.nodes.get(id)?.querySelectorAll("[data-tap]") ?? [];
    for (const button of buttons) if (button.dataset.tap === data) button.setAttribute("aria-busy", `${busy}`);
  }

  onScroll() {
    const { scrollHeight, scrollTop, clientHeight } = this.list;
    this.pinned = scrollHeight - scrollTop - clientHeight < NEAR;
    this.downward.hidden = this.pinned;
    if (this.pinned && !this.node.hidden) this.onRead?.();
  }

  toBottom(smooth = false) {
    this.list.scrollTo({ top: this.list.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }

  markRead() {
    this.read = Math.max(this.read ?? 0, ...this.messages.map((each) => each.id), 0);
  }

  showCount() {
    const count = this.pinned ? 0 : this.unread;
    this.count.hidden = !count;
    this.count.textContent = `${count}`;
  }
}
