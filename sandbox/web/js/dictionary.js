// Codes of the portal in words and colours.

import { get } from "./store.js";
import { t } from "./texts.js";

const COLOURS = ["#2f9fe8", "#17a8b8", "#8a63d2", "#e08a00"];
const WON = "#3fa34d";
const LOST = "#e04f4f";

const stage = (code) => get("dictionary").stages.find((each) => each.code === code);

export const isOpen = (code) => stage(code)?.meaning === "P";
export const stageName = (code) => stage(code)?.name ?? code;
export const sourceName = (code) => get("dictionary").sources.find((each) => each.code === code)?.name ?? (code || t.noSource);
export const personName = (id) => get("dictionary").people.find((each) => each.id === Number(id))?.name ?? `${id}`;

export function stageColour(code) {
  const index = get("dictionary").stages.findIndex((each) => each.code === code);
  return { S: WON, F: LOST }[stage(code)?.meaning] ?? COLOURS[Math.max(0, index) % COLOURS.length];
}
