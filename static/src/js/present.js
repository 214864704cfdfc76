// SPDX-License-Identifier: EUPL-1.2
// The presentation: one slide at a time; arrow keys, page keys, space; without this script all slides stand below each other.

import { announce } from "./page.js";

const FORWARD = ["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"];
const BACK = ["ArrowLeft", "ArrowUp", "PageUp", "Backspace"];

export function start(part) {
  const stage = part.querySelector("[data-present]:not([data-started])");
  if (!stage) return;
  stage.dataset.started = "yes";
  const slides = [...stage.querySelectorAll(".slide")];
  if (!slides.length) return;
  stage.classList.add("is-live");
  let now = Math.max(0, slides.findIndex((slide) => `#${slide.id}` === location.hash));

  function show(number) {
    now = Math.min(Math.max(number, 0), slides.length - 1);
    slides.forEach((slide, place) => slide.classList.toggle("is-current", place === now));
    history.replaceState(null, "", `#${slides[now].id}`);
    announce(slides[now].textContent);
  }

  const rtl = document.documentElement.dir === "rtl";
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || (event.target.closest("button, a") && [" ", "Enter"].includes(event.key))) return;
    const mirrored = rtl && ["ArrowRight", "ArrowLeft"].includes(event.key);
    const step = FORWARD.includes(event.key) ? 1 : BACK.includes(event.key) ? -1 : 0;
    if (step) { event.preventDefault(); show(now + (mirrored ? -step : step)); }
    if (event.key === "Home") show(0);
    if (event.key === "End") show(slides.length - 1);
  });
  for (const button of document.querySelectorAll("[data-present-to]")) {
    button.hidden = false;
    button.addEventListener("click", () => show(now + Number(button.dataset.presentTo)));
  }
  const full = document.querySelector("[data-present-full]");
  if (full && document.fullscreenEnabled) {
    full.hidden = false;
    full.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()));
  }
  show(now);
}
