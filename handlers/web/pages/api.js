// The session: opened by what Telegram signed or by the link's key, kept for this tab, renewed by the server.

const KEPT = "five-minutes-session";

export class Refused extends Error {
  /** `told`: the server's words, and what may be done instead. */
  constructor(status, told) {
    super(told.words ?? String(status));
    this.status = status;
    this.told = told;
  }
}

export async function enter() {
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  const initData = await signedByTelegram();
  if (key || initData) history.replaceState(null, "", location.pathname); // used up, and nobody should copy it
  if (sessionStorage.getItem(KEPT) && !key) return;
  if (key || initData) sessionStorage.setItem(KEPT, (await post("session", key ? { key } : { initData })).session);
}

export function get(path) {
  return ask(path, { method: "GET" });
}

export function post(path, body) {
  return ask(path, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
}

/** Save an answer as a file. */
export async function load(path, name) {
  const answer = await send(path, { method: "GET" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

async function ask(path, options) {
  return (await send(path, options)).json().catch(() => ({}));
}

async function send(path, options) {
  const session = sessionStorage.getItem(KEPT) ?? "";
  const headers = { ...options.headers, Authorization: `Bearer ${session}` };
  const answer = await fetch(`/app/${path}`, { ...options, headers });
  const renewed = answer.headers.get("X-Session");
  if (renewed) sessionStorage.setItem(KEPT, renewed);
  if (answer.status === 401) sessionStorage.removeItem(KEPT);
  if (!answer.ok) throw new Refused(answer.status, await answer.json().catch(() => ({})));
  return answer;
}

/** Telegram puts it into the address; its own script is for looks only, and may be late or not to be had. */
async function signedByTelegram() {
  const signed = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
  for (let wait = 0; signed && !window.Telegram && wait < 20; wait += 1) await new Promise((next) => setTimeout(next, 100));
  window.Telegram?.WebApp?.ready();
  window.Telegram?.WebApp?.expand();
  return signed;
}
