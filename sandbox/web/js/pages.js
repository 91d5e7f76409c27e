// On a narrow screen one phone or the portal is shown at a time; this is the bar that chooses.

import { h, svg } from "./dom.js";
import { icons } from "./icons.js";
import { t } from "./texts.js";

const PICTURES = { manager: icons.phone, supervisor: icons.person, sources: icons.comment, portal: icons.board };

export class Pages {
  constructor(node, stage) {
    this.node = node;
    this.stage = stage;
    this.buttons = new Map();
    this.onShow = [];
    this.narrow = matchMedia("(max-width: 1179px)");
    this.narrow.addEventListener("change", () => this.onShow.forEach((fn) => fn()));
  }

  build(keys) {
    for (const key of keys) {
      const badge = h("span", { class: "badge", hidden: true });
      const label = t.phones[key] ?? t.portal;
      const button = h("button", { type: "button", onclick: () => this.show(key) }, svg(PICTURES[key]), label, badge);
      this.buttons.set(key, { button, badge });
      this.node.append(button);
    }
    this.node.setAttribute("aria-label", `${t.phoneOf} / ${t.portal}`);
    this.show(keys[0]);
  }

  show(key) {
    this.current = key;
    this.stage.dataset.page = key;
    if (key !== "portal") this.stage.dataset.phone = key;
    for (const [each, { button }] of this.buttons) button.setAttribute("aria-current", each === key ? "page" : "false");
    this.onShow.forEach((fn) => fn());
  }

  /** Whether the phone of that key can be seen now. */
  visible(key) {
    return !this.narrow.matches || this.stage.dataset.phone === key;
  }

  update(phones) {
    for (const phone of phones) {
      const { badge } = this.buttons.get(phone.key) ?? {};
      if (!badge) continue;
      badge.hidden = !phone.unread;
      badge.textContent = `${phone.unread}`;
    }
  }
}
