// The words of the page come from locales/, so that they are translated in one place.

let words = {};
let plural = new Intl.PluralRules("ru");
export let language = "ru";

export async function learnWords() {
  const told = await (await fetch("/app/words")).json();
  words = told.words;
  language = told.language;
  plural = new Intl.PluralRules(language);
  document.documentElement.lang = language;
}

/** The message `key`, with { $name } filled in. */
export function t(key, args = {}) {
  return (words[`page-${key}`] ?? key).replace(/\{ ?\$(\w+) ?\}/g, (_, name) => args[name] ?? "");
}

/** The message for a number: `key-one`, `key-few`, `key-many` or `key-other`. */
export function tn(key, count, args = {}) {
  const form = `${key}-${plural.select(count)}`;
  return t(`page-${form}` in words ? form : `${key}-other`, { count, ...args });
}

export function clock(iso) {
  return new Date(iso).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** «4:05», «1:02:30»: minutes and seconds as on a stopwatch. */
export function span(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (part) => String(part).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** «26.11.2026» of «2026-11-26». */
export function day(iso) {
  return iso.split("-").reverse().join(".");
}

/** «26.11» of «2026-11-26». */
export function dayOf(iso) {
  return day(iso).slice(0, 5);
}

/** «26.11 10:57»; with the year when it is not this one. */
export function moment(iso) {
  const at = new Date(iso);
  const two = (part) => String(part).padStart(2, "0");
  const year = at.getFullYear() === new Date().getFullYear() ? "" : `.${at.getFullYear()}`;
  return `${two(at.getDate())}.${two(at.getMonth() + 1)}${year} ${clock(iso)}`;
}
