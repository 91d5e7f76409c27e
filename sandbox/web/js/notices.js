// Short words of the page itself: errors, lost connection.

import { h } from "./dom.js";

const SECONDS = 6;

export function notice(text, kind = "") {
  const node = h("div", { class: `notice ${kind}` }, text);
  document.getElementById("notices").append(node);
  setTimeout(() => node.remove(), SECONDS * 1000);
}
