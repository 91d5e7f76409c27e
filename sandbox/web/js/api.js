// What the page can do, over /api.

import { notice } from "./notices.js";

/** POST JSON; the answer, or null after the refusal was shown. */
export async function post(path, given = {}) {
  try {
    const answer = await fetch(`/api/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(given),
    });
    const content = await answer.json().catch(() => ({}));
    if (answer.ok) return content;
    notice(content.error ?? `${answer.status}`, "bad");
  } catch (error) {
    notice(`${error.message}`, "bad");
  }
  return null;
}

/** Copy a text; whether it worked. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOldWay(text);
  }
}

// Browsers offer the clipboard only to https and localhost.
function copyOldWay(text) {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "off-screen";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}
