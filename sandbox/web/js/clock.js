// The sandbox's own time, and dates that stay fresh on the screen.

import { h } from "./dom.js";
import { locale } from "./texts.js";

let offset = 0;
const relative = new Intl.RelativeTimeFormat(locale, { numeric: "always" });
const narrow = new Intl.RelativeTimeFormat(locale, { numeric: "always", style: "short" });
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
const PARTS = {
  w: { weekday: "long" },
  d: { day: "2-digit", month: "2-digit", year: "2-digit" },
  D: { day: "numeric", month: "long", year: "numeric" },
  t: { hour: "2-digit", minute: "2-digit" },
  T: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
};
const hour = new Intl.DateTimeFormat(locale, PARTS.t);
const exact = new Intl.DateTimeFormat(locale, { ...PARTS.D, ...PARTS.T });

/** Seconds of the sandbox's clock. */
export const now = () => Date.now() / 1000 + offset;

export function setNow(seconds) {
  offset = seconds - Date.now() / 1000;
}

export const clockTime = (unix) => hour.format(unix * 1000);
export const fullTime = (unix) => exact.format(unix * 1000);

/** "3 minutes ago"; `short` for lists. */
export function ago(unix, short = false) {
  const passed = Math.round(unix - now());
  const [unit, size] = UNITS.find(([, size]) => Math.abs(passed) >= size) ?? UNITS.at(-1);
  return (short ? narrow : relative).format(Math.trunc(passed / size), unit);
}

/** A <time> that is relative ("r") or absolute (any of w d D t T), as Telegram's date_time entity. */
export function moment(unix, format = "r", short = false) {
  const node = h("time", { datetime: new Date(unix * 1000).toISOString(), title: fullTime(unix) });
  node.textContent = format === "r" ? ago(unix, short) : absolute(unix, format);
  if (format === "r") Object.assign(node.dataset, { unix, short: short ? "1" : "" });
  return node;
}

function absolute(unix, format) {
  const parts = [...format].reduce((all, letter) => ({ ...all, ...PARTS[letter] }), {});
  return new Intl.DateTimeFormat(locale, parts).format(unix * 1000);
}

function tick() {
  for (const node of document.querySelectorAll("time[data-unix]")) {
    const text = ago(Number(node.dataset.unix), node.dataset.short === "1");
    if (node.textContent !== text) node.textContent = text;
  }
  for (const node of document.querySelectorAll("[data-until]")) {
    node.textContent = `${Math.max(0, Math.ceil(Number(node.dataset.until) - now()))}`;
  }
}

setInterval(tick, 1000);
