// Files and pictures: read to be sent, shown where they were attached.

import { h } from "./dom.js";
import { t } from "./texts.js";

/** The content of a chosen file in base64. */
export function base64(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
}

/** A picture at `place` («telegram/…» or «portal/…»); what the sandbox cannot show is left out. */
export function picture(place, name) {
  const image = h("img", { src: `/api/pictures/${place}`, alt: name || t.picture, class: "picture", loading: "lazy" });
  image.addEventListener("error", () => image.remove());
  return image;
}
