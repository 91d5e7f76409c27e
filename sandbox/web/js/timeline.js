// What happened to a lead: comments and changed fields in the order of time, and who did it.

import { clockTime, fullTime } from "./clock.js";
import { personName, sourceName, stageName } from "./dictionary.js";
import { h, svg } from "./dom.js";
import { picture } from "./files.js";
import { icons } from "./icons.js";
import { t } from "./texts.js";

const WEBHOOK_OWNER = 1;
const READ = { stageId: stageName, sourceId: sourceName, assignedById: personName };

export function timeline({ created, timeline: comments, writes }) {
  const unix = (iso) => Date.parse(iso) / 1000;
  const rows = [
    { at: unix(created), text: t.created },
    ...comments.map(({ at, by, text, files }) => ({ at: unix(at), by, text, files, comment: true })),
    ...writes.map(({ at, by, field, after }) => ({ at, by, change: t.changes[field], text: (READ[field] ?? String)(after ?? "") })),
  ].sort((a, b) => Math.floor(b.at) - Math.floor(a.at));
  return h("div", { class: "timeline" }, h("h4", {}, t.timeline), h("ol", {}, rows.map(row)));
}

function row({ at, by, text, files = [], comment, change }) {
  const who = by && h("b", {}, by === WEBHOOK_OWNER ? t.assistant : personName(by));
  const words = comment ? h("p", {}, text) : h("span", {}, change && `${change} → `, text);
  const sign = comment ? icons.comment : change ? icons.pencil : icons.check;
  const when = h("time", { title: fullTime(at) }, clockTime(at));
  return h("li", { class: comment ? "is-comment" : "" }, svg(sign), h("div", {}, h("small", {}, when, who && " · ", who), words, files.map(attached)));
}

function attached({ name, picture: place }) {
  return place ? picture(place, name) : h("div", { class: "file" }, svg(icons.file), name);
}
