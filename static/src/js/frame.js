// SPDX-License-Identifier: EUPL-1.2
// Small helpers of the frame: the menu on narrow screens, closing the account menu, confirmation dialogs, error summary.

import { announce, loadModule, word } from "./page.js";

function menu() {
  const toggle = document.querySelector(".nav-toggle");
  const list = document.getElementById(toggle?.getAttribute("aria-controls") ?? "");
  if (!toggle || !list) return;
  const show = (open) => {
    toggle.setAttribute("aria-expanded", String(open));
    list.classList.toggle("is-open", open);
  };
  toggle.addEventListener("click", () => show(toggle.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (toggle.getAttribute("aria-expanded") === "true") { show(false); toggle.focus(); }
    for (const open of document.querySelectorAll("details.account-menu[open]")) { open.open = false; open.querySelector("summary").focus(); }
  });
  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll("details.account-menu[open]")) if (!open.contains(event.target)) open.open = false;
  });
}

/** A link with data-opens-dialog opens the dialog instead of going to the page that asks the same question. */
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens-dialog]");
  if (opener && !event.ctrlKey && !event.metaKey) {
    const dialog = document.getElementById(opener.dataset.opensDialog);
    if (dialog) { event.preventDefault(); dialog.showModal(); }
  }
  const closer = event.target.closest("[data-closes-dialog]");
  if (closer) { event.preventDefault(); closer.closest("dialog")?.close(); }
});

/** A form is sent once, however often its button is pressed. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.dataset.sent || form.closest("dialog[method=dialog]")) {
    if (form.dataset.sent) event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 5000);
});

/** Filter fields marked data-sends-form send their form when they change. */
document.addEventListener("change", (event) => { if (event.target.matches("[data-sends-form]")) event.target.form?.requestSubmit(); });

/** "Next unanswered" is one key: Alt+N follows the link marked data-next. */
document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.key.toLowerCase() !== "n") return;
  const next = document.querySelector("a[data-next]");
  if (next) { event.preventDefault(); next.click(); }
});

/** Charts are drawn when the page has any; their code is loaded only then. */
async function charts(part) {
  const places = [...part.querySelectorAll("[data-chart]:not([data-started])")];
  if (!places.length) return;
  const { draw } = await loadModule("charts");
  for (const place of places) {
    place.dataset.started = "yes";
    try {
      await draw(place, JSON.parse(document.getElementById(place.dataset.chart).textContent));
    } catch {
      place.textContent = word("chart_failed");
    }
  }
}

export function startOnce() {
  menu();
  document.querySelector("[data-error-summary]")?.focus();
}

export function start(part) {
  charts(part);
  for (const note of part.querySelectorAll("[data-announce]")) announce(note.dataset.announce);
}
