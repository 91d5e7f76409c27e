// What leads became, universal lists, calendars and the bell: a table each, below the leads.

import { fill, h } from "./dom.js";
import { get } from "./store.js";

const row = (tag, values) => h("tr", {}, values.map((value) => h(tag, tag === "th" ? { scope: "col" } : {}, value)));

const table = ({ title, columns, rows }) =>
  h("div", { class: "register", tabindex: 0, role: "region", "aria-label": title },
    h("table", {}, h("caption", {}, title), columns.some(Boolean) && h("thead", {}, row("th", columns)), h("tbody", {}, rows.map((values) => row("td", values)))));

export class Registers {
  constructor() {
    this.node = h("div", { class: "registers" });
  }

  update(changed) {
    if (changed.has("registers")) fill(this.node, get("registers").map(table));
  }
}
