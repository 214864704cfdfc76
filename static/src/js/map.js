// SPDX-License-Identifier: EUPL-1.2
// The map by keyboard: one stop for the Tab key, arrows go from square to square; a line below says where one is.

/** Sideways: the next square of the same line. Up and down: the nearest line, and in it the square most straight ahead. */
function nearest(squares, from, dx, dy) {
  const centre = (box) => [box.left + box.width / 2, box.top + box.height / 2];
  const [x, y] = centre(from.getBoundingClientRect());
  const places = squares.map((square) => {
    const [sx, sy] = centre(square.getBoundingClientRect());
    return { square, along: Math.round((sx - x) * dx + (sy - y) * dy), aside: Math.abs((sx - x) * dy + (sy - y) * dx) };
  });
  const ahead = places.filter(({ along, aside }) => along > 4 && (dy !== 0 || aside < 8));
  return ahead.sort((one, other) => one.along - other.along || one.aside - other.aside)[0]?.square;
}

const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function wire(map) {
  const squares = [...map.querySelectorAll("a.map-square")];
  const readout = map.querySelector(".map-readout");
  const rest = readout?.textContent ?? "";
  const stop = (square) => squares.forEach((one) => (one.tabIndex = one === square ? 0 : -1));
  if (squares.length) stop(squares.find((one) => one.matches("[aria-current]")) ?? squares[0]);
  const tell = (square) => {
    if (!readout) return;
    const strong = document.createElement("strong");
    strong.textContent = square.dataset.code;
    readout.replaceChildren(strong, ` ${square.dataset.text}`);
  };
  const quiet = () => readout && (readout.textContent = rest);
  map.addEventListener("keydown", (event) => {
    const square = event.target.closest("a.map-square");
    if (!square || event.altKey || event.ctrlKey || event.metaKey) return;
    let next = null;
    if (event.key === "Home") next = squares[0];
    else if (event.key === "End") next = squares.at(-1);
    else if (STEPS[event.key]) next = nearest(squares, square, ...STEPS[event.key]);
    if (!next) return;
    event.preventDefault();
    stop(next);
    next.focus();
  });
  map.addEventListener("focusin", (event) => {
    const square = event.target.closest("a.map-square");
    if (square) { stop(square); tell(square); }
  });
  map.addEventListener("mouseover", (event) => { const square = event.target.closest(".map-square[data-code]"); if (square) tell(square); });
  map.addEventListener("mouseleave", quiet);
  map.addEventListener("focusout", quiet);
}

export function start(part) {
  for (const map of part.querySelectorAll("[data-map]")) {
    if (map.dataset.started) continue;
    map.dataset.started = "yes";
    wire(map);
  }
}
