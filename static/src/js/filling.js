// SPDX-License-Identifier: EUPL-1.2
// A questionnaire that is filled in: what did not reach the server yet is kept on this device and sent again.
//
// Markup: surveys/_fill.html. The form sends itself with htmx when an answer changes and comes back as the server has
// it. `nonce` names a state of the page; the server answers with the one it took (data-took).

import { announce, word } from "./page.js";
import { Retry, drop, keep, kept } from "./sending.js";

const OURS = new Set(["csrfmiddlewaretoken", "section", "seen", "nonce", "language", "do"]);
const keyOf = (form) => `filling:${form.dataset.keepFilling}:${form.elements.section?.value ?? ""}`;

function read(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !OURS.has(name));
}

function write(form, entries) {
  for (const control of form.elements) {
    if (!control.name || OURS.has(control.name) || control.type === "hidden" || control.type === "file") continue;
    const values = entries.filter(([name]) => name === control.name).map(([, value]) => value);
    if (control.type === "radio" || control.type === "checkbox") control.checked = values.includes(control.value);
    else if (values.length) control.value = values[0];
  }
}

function say(form, text) {
  const status = form.querySelector("[data-filling-status]");
  if (status && text) status.textContent = text;
}

const send = () => {
  const form = document.querySelector("form[data-keep-filling]");
  if (form) form.dispatchEvent(new Event("change", { bubbles: true }));
};
const retry = new Retry(send);
let isFirst = true;

/** What was typed and never arrived comes back, from the answers it began with. */
function restore(form, { isLoad }) {
  const before = kept(keyOf(form));
  if (!before) return;
  if (before.nonce === form.dataset.took || JSON.stringify(before.entries) === JSON.stringify(read(form))) {
    return void drop(keyOf(form));
  }
  write(form, before.entries);
  form.elements.nonce.value = before.nonce;
  if (isLoad) form.elements.seen.value = before.seen;
  say(form, word("kept"));
  retry.later();
}

function watch(form) {
  form.addEventListener("input", () => {
    const nonce = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    form.elements.nonce.value = nonce;
    keep(keyOf(form), { entries: read(form), seen: form.elements.seen.value, nonce });
  });
  for (const failed of ["htmx:sendError", "htmx:responseError"]) {
    form.addEventListener(failed, (event) => {
      event.stopPropagation(); // the page's own words for a failure say that nothing is kept
      say(form, word("kept"));
      announce(word("kept"));
      retry.later();
    });
  }
}

export function start(part) {
  const own = part.matches?.("form[data-keep-filling]") ? [part] : [];
  for (const form of [...own, ...part.querySelectorAll("form[data-keep-filling]")]) {
    if (form.dataset.started) continue;
    form.dataset.started = "yes";
    retry.done();
    restore(form, { isLoad: isFirst });
    watch(form);
    isFirst = false;
  }
}
