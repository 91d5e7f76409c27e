// Taps on inline buttons: each waits for the bot's answer, as in Telegram.

import { post } from "./api.js";
import { get, listen } from "./store.js";

const SECONDS = 150; // Telegram forgets a tap after that
const waiting = new Map();

/** Tap; resolves with the answer {text, show_alert, url}, or null when none came. */
export async function tap(given) {
  const sent = await post("press", given);
  if (!sent) return null;
  return get(`answer:${sent.query}`) ?? (await answerOf(sent.query));
}

function answerOf(query) {
  return new Promise((resolve) => {
    waiting.set(`answer:${query}`, resolve);
    setTimeout(() => settle(`answer:${query}`, null), SECONDS * 1000);
  });
}

function settle(key, answer) {
  waiting.get(key)?.(answer);
  waiting.delete(key);
}

listen((changed) => {
  for (const key of changed) if (waiting.has(key) && get(key)) settle(key, get(key));
});
