// SPDX-License-Identifier: EUPL-1.2
// The script of every page. Parts that a page may lack (rich text, charts) are modules of their own.

import "@tabler/core/dist/js/tabler.esm.js";
import htmx from "htmx.org";
import * as autosave from "./autosave.js";
import * as filling from "./filling.js";
import * as frame from "./frame.js";
import * as lines from "./lines.js";
import * as map from "./map.js";
import "./passkeys.js";
import { announce, token, word } from "./page.js";
import * as present from "./present.js";
import * as stakes from "./stakes.js";
import * as timetable from "./timetable.js";

function start(part) {
  for (const module of [frame, map, autosave, filling, lines, present, stakes, timetable]) module.start(part);
}

document.addEventListener("htmx:configRequest", (event) => { event.detail.headers["X-CSRFToken"] = token(); });
document.addEventListener("htmx:sendError", () => announce(word("no_network")));
document.addEventListener("htmx:responseError", () => announce(word("server_failed")));
document.addEventListener("htmx:load", (event) => start(event.detail.elt.parentElement ?? event.detail.elt));

window.htmx = htmx;
frame.startOnce();
start(document);
