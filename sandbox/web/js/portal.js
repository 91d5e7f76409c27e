// The portal's leads, the newest first; those from before the assistant below, its tables between.

import { h } from "./dom.js";
import { Lead } from "./lead.js";
import { Registers } from "./registers.js";
import { all, get } from "./store.js";
import { t } from "./texts.js";

const DEFAULT_PERSON = 14;
const GONE_MS = 350;

export class Portal {
  constructor() {
    this.leads = new Map();
    this.person = h("select", { id: "person" });
    this.count = h("span", { class: "count" });
    this.fresh = h("ol", { class: "leads" });
    this.older = h("ol", { class: "leads older" });
    this.none = h("div", { class: "none" }, h("b", {}, t.noLeads), h("p", {}, t.noLeadsHint));
    this.registers = new Registers();
    this.divider = h("h3", {}, t.history);
    const who = h("label", { class: "who" }, `${t.by}: `, this.person);
    const head = h("header", { class: "portal-head" }, h("b", { class: "portal-name" }, t.portalName), h("h2", {}, t.leads), this.count, who);
    const board = h("div", { class: "board", tabindex: 0, "aria-label": t.leads, role: "region" }, this.none, this.fresh, this.registers.node, this.divider, this.older);
    this.node = h("section", { class: "portal", "data-page": "portal", "aria-label": t.portal }, head, board);
  }

  update(changed, whole) {
    if (changed.has("dictionary")) this.offerPeople();
    this.registers.update(changed);
    const keys = changed.has("dictionary") ? all("lead").map((lead) => `lead:${lead.id}`) : [...changed];
    for (const key of keys.filter((each) => each.startsWith("lead:"))) this.apply(key, whole);
    const fresh = all("lead").filter((lead) => lead.fresh).length;
    this.count.textContent = `${fresh}`;
    this.none.hidden = fresh > 0;
    this.divider.hidden = !this.older.childElementCount;
  }

  offerPeople() {
    const chosen = this.person.value || `${DEFAULT_PERSON}`;
    const options = get("dictionary").people.map(({ id, name }) => h("option", { value: id, selected: `${id}` === chosen }, name));
    this.person.replaceChildren(...options);
  }

  apply(key, quiet) {
    const fields = get(key);
    const id = Number(key.slice("lead:".length));
    const known = this.leads.get(id);
    if (!fields) {
      this.leads.delete(id);
      known?.node.classList.add("gone");
      if (known) setTimeout(() => known.node.remove(), GONE_MS);
    } else if (known) known.update(fields);
    else this.insert(id, fields, quiet);
  }

  insert(id, fields, quiet) {
    const lead = new Lead(fields, () => Number(this.person.value));
    const list = fields.fresh ? this.fresh : this.older;
    const next = [...list.children].find((node) => Number(node.dataset.lead) < id) ?? null;
    list.insertBefore(lead.node, next);
    if (!quiet) lead.node.classList.add("arrived");
    this.leads.set(id, lead);
  }

  /** Show a lead that somebody followed a link to. */
  reveal(id) {
    const lead = this.leads.get(id);
    if (!lead) return;
    lead.toggle(true);
    lead.node.scrollIntoView({ block: "nearest", behavior: "smooth" });
    lead.flash(lead.node);
    lead.head.focus({ preventScroll: true });
  }
}
