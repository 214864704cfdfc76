// SPDX-License-Identifier: EUPL-1.2
// What the page tells its scripts: words in the reader's language, the form token, where modules are, who is signed in.

const words = JSON.parse(document.getElementById("page-words")?.textContent ?? "{}");
const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";

/** A word or sentence by its key, with {placeholders} filled in. */
export function word(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const token = () => meta("isopolity-csrf");
export const person = () => meta("isopolity-person");
export const loadModule = (name) => import(meta(`isopolity-${name}`));

/** Says something politely to the ear; the line is also shown for a moment to the eye. */
export function announce(text) {
  const line = document.getElementById("live-status");
  if (!line) return;
  const said = document.createElement("span");
  said.textContent = text;
  line.replaceChildren(said);
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => line.replaceChildren(), 6000);
}

/** "14:02" in the reader's way of writing times. */
export function clock(moment) {
  const when = moment ? new Date(moment) : new Date();
  const safe = Number.isNaN(when.getTime()) ? new Date() : when;
  return safe.toLocaleTimeString(document.documentElement.lang || "en", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** Makes an element: make("p", { class: "note" }, "text", otherElement). */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}
