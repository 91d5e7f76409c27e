// A phone: a few chats, one of them open.

import { h } from "./dom.js";
import { Chat } from "./chat.js";
import { get } from "./store.js";
import { t } from "./texts.js";

export class Phone {
  constructor(key, pages) {
    this.key = key;
    this.pages = pages;
    this.chats = new Map();
    this.tabs = new Map();
    this.bar = h("div", { class: "tabs", role: "tablist", "aria-label": t.phones[key] });
    this.frame = h("div", { class: "frame" });
    const label = h("h2", {}, t.phones[key]);
    this.node = h("section", { class: "phone", "data-phone": key, "aria-label": `${t.phoneOf}: ${t.phones[key]}` }, h("div", { class: "caption" }, label, this.bar), this.frame);
    pages.onShow.push(() => this.read());
    document.addEventListener("visibilitychange", () => this.read());
  }

  update(changed, whole) {
    if (changed.has("phones") || !this.chats.size) this.arrange();
    for (const chat of this.chats.values()) chat.update(changed, whole);
    this.read();
  }

  /** Make the tabs that the sandbox names; a group that was upgraded comes under a new id. */
  arrange() {
    const wanted = get("phones").find((phone) => phone.key === this.key).tabs;
    for (const tab of wanted) {
      if (!this.chats.has(tab.chat)) this.add(tab);
      this.tabs.get(tab.chat).button.hidden = tab.hidden;
    }
    for (const [id, { button }] of this.tabs) if (!wanted.some((tab) => tab.chat === id)) button.hidden = true;
    this.node.classList.toggle("crowded", [...this.tabs.values()].filter(({ button }) => !button.hidden).length > 2);
    if (!this.open || this.tabs.get(this.open).button.hidden) this.show(wanted[0].chat);
  }

  add(tab) {
    const chat = new Chat(tab);
    chat.onRead = () => this.read();
    chat.node.hidden = true;
    this.chats.set(tab.chat, chat);
    this.frame.append(chat.node);
    const badge = h("span", { class: "badge", hidden: true });
    const name = chat.private ? get(`user:${tab.people[0]}`).first : chat.title;
    const button = h("button", { type: "button", role: "tab", onclick: () => this.show(tab.chat) }, h("span", {}, name), badge);
    button.addEventListener("keydown", (event) => this.onKey(event, tab.chat));
    this.tabs.set(tab.chat, { button, badge });
    this.bar.append(button);
  }

  onKey(event, id) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const shown = [...this.tabs].filter(([, { button }]) => !button.hidden).map(([each]) => each);
    const next = shown[(shown.indexOf(id) + step + shown.length) % shown.length];
    this.show(next);
    this.tabs.get(next).button.focus();
  }

  show(id) {
    this.open = id;
    for (const [each, chat] of this.chats) chat.node.hidden = each !== id;
    for (const [each, { button }] of this.tabs) {
      button.setAttribute("aria-selected", `${each === id}`);
      button.tabIndex = each === id ? 0 : -1;
    }
    this.chats.get(id).toBottom();
    this.read();
  }

  /** What can be seen has been read. */
  read() {
    const open = this.chats.get(this.open);
    if (open?.pinned && !document.hidden && this.pages.visible(this.key)) open.markRead();
    for (const [id, { badge }] of this.tabs) this.count(this.chats.get(id), badge);
    this.pages.update([this]);
  }

  count(chat, badge) {
    chat.showCount();
    badge.hidden = !chat.unread;
    badge.textContent = `${chat.unread}`;
    badge.setAttribute("aria-label", t.unread(chat.unread));
  }

  get unread() {
    return [...this.chats.values()].reduce((sum, chat) => sum + chat.unread, 0);
  }
}
