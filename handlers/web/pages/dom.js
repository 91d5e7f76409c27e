// Elements from values: text stays text, whatever a client wrote into it.

export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

export function show(...children) {
  document.querySelector("main").replaceChildren(...children.filter((child) => child !== null));
}

export function message(title, text) {
  return el("div", { class: "message", role: "alert" }, el("b", {}, title), el("p", {}, text));
}

/** A link that a page may follow: to the portal over http(s), nothing else. */
export function safe(url) {
  return /^https?:\/\//.test(url) ? url : null;
}

/** What the address asks of a page, behind its name: «#report?span=week». */
export function query() {
  return new URLSearchParams(location.hash.split("?")[1] ?? "");
}

/** A table that scrolls sideways by itself. */
export function table(heads, rows, name) {
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": name }, el("table", {}, head(heads), el("tbody", {}, rows)));
}

export function head(names) {
  return el("thead", {}, el("tr", {}, names.map((name) => el("th", { scope: "col" }, name))));
}

/** A drawing that the server made: shapes and text only, its colours come from the style sheet. */
export function svg(source) {
  return document.importNode(new DOMParser().parseFromString(source, "image/svg+xml").documentElement, true);
}
