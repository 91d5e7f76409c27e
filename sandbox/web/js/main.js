// Puts the page together.

import { h } from "./dom.js";
import { notice } from "./notices.js";
import { Pages } from "./pages.js";
import { Phone } from "./phone.js";
import { Portal } from "./portal.js";
import { showScenarios } from "./scenarios.js";
import { follow, get, listen } from "./store.js";
import { lang, t } from "./texts.js";
import { Top } from "./top.js";

document.documentElement.lang = lang;
document.title = t.title;

const stage = document.getElementById("stage");
const top = new Top(document.getElementById("top"));
const portal = new Portal();
const pages = new Pages(document.getElementById("pages"), stage);
const phones = [];

showScenarios(document.getElementById("scenarios"));
document.addEventListener("open-lead", (event) => {
  pages.show("portal");
  portal.reveal(Number(event.detail));
});

function build() {
  for (const { key } of get("phones")) phones.push(new Phone(key, pages));
  stage.append(h("div", { class: "phones" }, phones.map((phone) => phone.node)), portal.node);
  pages.build([...phones.map((phone) => phone.key), "portal"]);
}

/** ?lead=ID: a link to a lead of the portal. */
function openWanted(whole) {
  const wanted = whole && new URLSearchParams(location.search).get("lead");
  if (wanted) document.dispatchEvent(new CustomEvent("open-lead", { detail: wanted }));
}

listen((changed, whole) => {
  if (!phones.length) build();
  for (const part of [top, portal, ...phones]) part.update(changed, whole);
  openWanted(whole);
  pages.update(phones);
  document.body.classList.add("ready");
});

let connected = true;
follow((online) => {
  if (!online && connected) notice(t.lost, "bad");
  connected = online;
});
