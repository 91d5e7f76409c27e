// One lead of the portal: a line, and the card behind it with what a person could do there.

import { post } from "./api.js";
import { moment } from "./clock.js";
import { isOpen, personName, sourceName, stageColour, stageName } from "./dictionary.js";
import { fill, h, svg } from "./dom.js";
import { icons } from "./icons.js";
import { get } from "./store.js";
import { t } from "./texts.js";
import { timeline } from "./timeline.js";

export class Lead {
  constructor(fields, person) {
    this.person = person;
    this.open = false;
    this.head = h("button", { type: "button", class: "lead-head", "aria-expanded": "false", onclick: () => this.toggle(!this.open) });
    this.body = h("div", { class: "lead-body", hidden: true });
    this.node = h("li", { class: "lead", "data-lead": fields.id }, this.head, this.body);
    this.update(fields);
  }

  update(fields) {
    const before = this.fields;
    this.fields = fields;
    this.node.style.setProperty("--stage", stageColour(fields.stage));
    this.drawHead(before);
    if (this.open) this.drawBody();
  }

  toggle(open) {
    this.open = open;
    this.body.hidden = !open;
    this.head.setAttribute("aria-expanded", `${open}`);
    if (open) this.drawBody();
  }

  flash(node) {
    node.classList.remove("flash");
    void node.offsetWidth;
    node.classList.add("flash");
  }

  drawHead(before) {
    const { id, name, title, phones, stage, source, manager, created } = this.fields;
    const pieces = {
      stage: h("span", { class: "stage-pill" }, stageName(stage)),
      source: h("span", { class: "source" }, sourceName(source)),
      manager: h("span", { class: "person" }, h("i", { class: `avatar colour-${manager % 6}`, "aria-hidden": "true" }, personName(manager)[0]), personName(manager).split(" ")[0]),
    };
    fill(this.head,
      h("span", { class: "line-1" }, h("b", {}, name || title), h("small", { class: "number" }, `№ ${id}`), moment(Date.parse(created) / 1000, "r", true)),
      h("span", { class: "line-2" }, h("span", { class: "tel" }, phones[0] ?? "–"), pieces.source),
      h("span", { class: "line-3" }, pieces.stage, pieces.manager, svg(icons.down, "chevron")));
    for (const key of Object.keys(pieces)) if (before && before[key] !== this.fields[key]) this.flash(pieces[key]);
  }

  /** Redrawn as a whole, the keyboard focus kept. */
  drawBody() {
    const focused = this.body.contains(document.activeElement) && document.activeElement.dataset.part;
    fill(this.body, this.title(), this.stages(), this.choices(), this.comment(), this.extra(), timeline(this.fields), this.remover());
    if (focused) this.body.querySelector(`[data-part="${focused}"]`)?.focus({ preventScroll: true });
  }

  title() {
    return this.fields.name && this.fields.title ? h("p", { class: "lead-title" }, this.fields.title) : null;
  }

  change(fields) {
    return post("leads/update", { lead: this.fields.id, by: this.person(), ...fields });
  }

  /** Open stages as a row of arrows, the two ends below. */
  stages() {
    const { stages } = get("dictionary");
    const at = isOpen(this.fields.stage) ? stages.findIndex((stage) => stage.code === this.fields.stage) : -1;
    const steps = stages.map((stage, index) => this.step(stage, index < at));
    const open = steps.filter((_, index) => stages[index].meaning === "P");
    const ends = steps.filter((_, index) => stages[index].meaning !== "P");
    return h("div", { class: "steps", role: "group", "aria-label": t.stage }, h("div", {}, open), h("div", { class: "ends" }, ends));
  }

  step({ code, name }, passed) {
    const here = code === this.fields.stage;
    return h("button", {
      type: "button",
      class: `step ${passed ? "passed" : ""} ${here ? "here" : ""}`,
      "data-part": `stage-${code}`,
      "aria-pressed": `${here}`,
      "--stage": stageColour(code),
      onclick: () => this.change({ stage: code }),
    }, name);
  }

  choices() {
    const { sources, people } = get("dictionary");
    const source = this.select("source", t.source, sources.map(({ code, name }) => [code, name]), this.fields.source, (value) => value);
    const manager = this.select("manager", t.manager, people.map(({ id, name }) => [`${id}`, name]), `${this.fields.manager}`, Number);
    return h("div", { class: "choices" }, source, manager);
  }

  select(key, label, options, current, read) {
    const nodes = options.map(([value, name]) => h("option", { value, selected: value === current }, name));
    const node = h("select", { "data-part": key, onchange: () => this.change({ [key]: read(node.value) }) }, nodes);
    return h("label", {}, h("span", {}, label), node);
  }

  comment() {
    return this.fields.comment && h("div", { class: "lead-comment" }, h("h4", {}, t.comment), h("p", {}, this.fields.comment));
  }

  extra() {
    const rows = this.fields.fields.map(({ title, value }) => [h("dt", {}, title || t.stageNote), h("dd", {}, value)]);
    return rows.length ? h("dl", {}, rows) : null;
  }

  remover() {
    const row = h("div", { class: "remover" });
    const ask = h("button", { type: "button", class: "quiet", "data-part": "remove", onclick: () => this.askRemoval(row) }, svg(icons.trash), t.remove);
    row.append(ask);
    return row;
  }

  askRemoval(row) {
    const sure = h("button", { type: "button", class: "control danger", onclick: () => post("leads/delete", { lead: this.fields.id }) }, t.removeSure);
    const keep = h("button", { type: "button", class: "control", onclick: () => this.drawBody() }, t.keep);
    fill(row, sure, keep);
    sure.focus();
  }
}
