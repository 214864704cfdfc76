// SPDX-License-Identifier: EUPL-1.2
// Moving meetings on the timetable. Dragging fills in and sends the same form that "Move" opens for the keyboard:
//   POST data-move-url: meeting, target ("SLOT|ROOM", or "" to take it off the timetable)

import { announce, word } from "./page.js";

function wire(table) {
  const form = table.querySelector(".timetable-move");
  if (!form) return;
  const dialog = form.closest("dialog");
  const choose = (meeting, target) => {
    form.elements.meeting.value = meeting;
    if (target !== undefined) form.elements.target.value = target;
  };
  table.addEventListener("click", (event) => {
    const button = event.target.closest("[data-moves]");
    if (!button) return;
    event.preventDefault();
    choose(button.dataset.moves);
    dialog.showModal();
    form.elements.target.focus();
  });
  let moving = null;
  table.addEventListener("dragstart", (event) => {
    moving = event.target.closest?.(".meeting[data-meeting]");
    if (!moving) return;
    moving.classList.add("is-moving");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", moving.dataset.meeting);
  });
  const target = (event) => event.target.closest?.("[data-target]");
  const clear = () => table.querySelectorAll(".is-target").forEach((cell) => cell.classList.remove("is-target"));
  table.addEventListener("dragover", (event) => {
    const cell = target(event);
    if (!moving || !cell) return;
    event.preventDefault();
    clear();
    cell.classList.add("is-target");
  });
  table.addEventListener("drop", (event) => {
    const cell = target(event);
    if (!moving || !cell) return;
    event.preventDefault();
    choose(moving.dataset.meeting, cell.dataset.target);
    announce(word("moving"));
    form.requestSubmit();
  });
  table.addEventListener("dragend", () => { moving?.classList.remove("is-moving"); moving = null; clear(); });
}

export function start(part) {
  for (const table of part.querySelectorAll("[data-timetable]")) {
    if (table.dataset.started) continue;
    table.dataset.started = "yes";
    wire(table);
  }
}
