// All that is shown, by key, as the stream tells it; parts of the page listen for keys.

import { setNow } from "./clock.js";

const things = new Map();
const groups = new Map();
const listeners = [];
const group = (key) => key.slice(0, Math.max(0, key.lastIndexOf(":")));

export const get = (key) => things.get(key);

/** Things of one kind: all("lead"), all("message:5012"). */
export const all = (name) => [...(groups.get(name)?.values() ?? [])];

/** fn(changed keys, whether this is the first look) after every change. */
export const listen = (fn) => listeners.push(fn);

function put(key, thing) {
  things.set(key, thing);
  if (!groups.has(group(key))) groups.set(group(key), new Map());
  groups.get(group(key)).set(key, thing);
}

function drop(key) {
  things.delete(key);
  groups.get(group(key))?.delete(key);
}

function apply({ now, put: added = {}, drop: gone = [], whole = false }) {
  setNow(now);
  const left = whole ? [...things.keys()].filter((key) => !(key in added)) : gone;
  left.forEach(drop);
  Object.entries(added).forEach(([key, thing]) => put(key, thing));
  const changed = new Set([...left, ...Object.keys(added)]);
  if (changed.size) listeners.forEach((fn) => fn(changed, whole));
}

/** Follow the stream for ever; `online(bool)` is told when it breaks and comes back. */
export function follow(online) {
  const source = new EventSource("/api/stream");
  source.onopen = () => online(true);
  source.onerror = () => online(false);
  source.onmessage = (event) => apply(JSON.parse(event.data));
}
