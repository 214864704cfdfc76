// SPDX-License-Identifier: EUPL-1.2
// The stakeholder map: a member's mark is dragged with mouse or finger, or moved with the arrow keys. Each move is sent:
//   POST data-move-url: member, interest, influence ("" and "": off the map); answer JSON {said, quadrant}
// What could not be sent goes back to where it was.

import { announce, word } from "./page.js";
import { post } from "./sending.js";

const LOW = 1;
const HIGH = 4;
const FAR = 6; // pixels from which a press is a drag

const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

function wire(map) {
  const place = (interest, influence) =>
    map.querySelector(`.stakes-place[data-interest="${interest}"][data-influence="${influence}"]`);
  const rtl = document.documentElement.dir === "rtl";
  const latest = new Map();

  function tell(mark, data) {
    const key = mark.dataset.stake;
    const { interest, influence } = mark.closest(".stakes-place").dataset;
    const set = (name, value) => {
      const field = document.querySelector(`[data-stake-${name}="${key}"]`);
      if (field) field.value = value;
    };
    set("interest", interest);
    set("influence", influence);
    const where = document.querySelector(`[data-stake-where="${key}"]`);
    if (where && data.quadrant) where.textContent = data.quadrant;
  }

  async function move(mark, to) {
    const from = mark.closest(".stakes-place");
    if (!to || to === from) return;
    const had = document.activeElement === mark;
    to.append(mark);
    if (had) mark.focus();
    const turn = (latest.get(mark) ?? 0) + 1;
    latest.set(mark, turn);
    const { interest, influence } = to.dataset;
    const answer = await post(map.dataset.moveUrl, { member: mark.dataset.stake, interest, influence });
    if (latest.get(mark) !== turn) return; // moved on meanwhile
    if (answer.kind === "ok") {
      tell(mark, answer.data);
      announce(answer.data.said);
      return;
    }
    from.append(mark);
    if (had) mark.focus();
    announce(answer.data?.message ?? word(answer.kind === "unreachable" ? "no_network" : "server_failed"));
  }

  map.addEventListener("keydown", (event) => {
    const mark = event.target.closest("[data-stake]");
    const step = STEPS[event.key];
    if (!mark || !step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const { interest, influence } = mark.closest(".stakes-place").dataset;
    if (!interest) {
      move(mark, place(LOW + 1, LOW + 1));
      return;
    }
    const within = (value) => Math.min(HIGH, Math.max(LOW, value));
    move(mark, place(within(Number(interest) + (rtl ? -step[0] : step[0])), within(Number(influence) + step[1])));
  });

  let drag = null;
  const clear = () => map.querySelectorAll(".is-target").forEach((one) => one.classList.remove("is-target"));
  const under = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest?.(".stakes-place");

  map.addEventListener("pointerdown", (event) => {
    const mark = event.target.closest("[data-stake]");
    if (!mark || event.button > 0) return;
    drag = { mark, x: event.clientX, y: event.clientY, moving: false };
    mark.setPointerCapture(event.pointerId);
  });
  map.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const [right, down] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.moving && Math.hypot(right, down) < FAR) return;
    drag.moving = true;
    drag.mark.classList.add("is-moving");
    drag.mark.style.translate = `${right}px ${down}px`;
    clear();
    under(event)?.classList.add("is-target");
  });
  const end = (event) => {
    if (!drag) return;
    const { mark, moving } = drag;
    const to = event.type === "pointerup" && moving ? under(event) : null;
    drag = null;
    mark.classList.remove("is-moving");
    mark.style.translate = "";
    clear();
    if (to && map.contains(to)) {
      mark.focus();
      move(mark, to);
    }
  };
  map.addEventListener("pointerup", end);
  map.addEventListener("pointercancel", end);
}

export function start(part) {
  for (const map of part.querySelectorAll("[data-stakes]")) {
    if (map.dataset.started) continue;
    map.dataset.started = "yes";
    wire(map);
  }
}
