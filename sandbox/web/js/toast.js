// What a tap was answered with: a toast, or an alert that waits for OK.

import { fill, h } from "./dom.js";
import { t } from "./texts.js";

const SECONDS = 5;

export class Toast {
  constructor() {
    this.words = h("div", { class: "toast", hidden: true });
    this.status = h("div", { class: "toasts", role: "status", "aria-live": "assertive" }, this.words);
    this.shade = h("div", { class: "shade", hidden: true });
    this.node = h("div", { class: "over-chat" }, this.status, this.shade);
  }

  show(text) {
    clearTimeout(this.timer);
    this.words.textContent = text;
    this.words.hidden = true;
    void this.words.offsetWidth; // so that a second toast comes in anew
    this.words.hidden = false;
    this.timer = setTimeout(() => (this.words.hidden = true), SECONDS * 1000);
  }

  alert(text) {
    const before = document.activeElement;
    const close = () => {
      this.shade.hidden = true;
      before?.isConnected && before.focus();
    };
    const ok = h("button", { type: "button", onclick: close }, t.ok);
    const box = h("div", { class: "alert", role: "alertdialog", "aria-modal": "true", "aria-label": text }, h("p", {}, text), ok);
    box.addEventListener("keydown", (event) => event.key === "Escape" && close());
    fill(this.shade, box);
    this.shade.hidden = false;
    ok.focus();
  }
}
