// SPDX-License-Identifier: EUPL-1.2
// The line editor of an interview. Markup: templates/components/evidence_lines.html.
//
// Contract
//   A line     {key, text, items: [code], level, basis: "fact"|"opinion", context, id, digest, citation, by, mine}
//              key is made here (a UUID) and makes sending twice harmless; id, digest, citation come from the server.
//   Save       POST data-url, form-encoded: key, text, items (repeated), level, basis, context, seen (digest or "")
//              → 200 {id, digest, citation} · 409 {theirs: line, by, digest} · 4xx {message}
//              An empty text withdraws the line; the server may refuse that with 4xx {message}.
//   Feed       GET data-feed-url?after=CURSOR → {lines: [line], after: CURSOR}: lines of the others since the cursor.
// A line that is not sent yet is kept on this device and sent when the network or the page comes back.

import { announce, make, word } from "./page.js";
import { Retry, allKept, drop, dropWhenSeen, keep, kept, post } from "./sending.js";

const PAUSE = 800;
const POLL = 5000;
const LEVELS = ["surpasses", "meets", "falls_short", "inconclusive"];
const SYMBOLS = { surpasses: "▲", meets: "●", falls_short: "▼", inconclusive: "◌" };
let counter = 0;

class Line {
  #timer = null;
  #sending = false;

  constructor(editor, data) {
    this.editor = editor;
    this.data = { text: "", items: [], level: "", basis: "fact", context: "", ...data };
    this.key = data.key ?? crypto.randomUUID();
    this.drawer = `line:${editor.url}#${this.key}`;
    this.stored = data.id ? this.content() : null;
    this.retry = new Retry(() => this.save());
    this.element = this.#draw();
    this.#mark();
  }

  content() {
    const { text, items, level, basis, context } = this.data;
    return JSON.stringify([text.trim(), items, level, basis, context.trim()]);
  }

  get dirty() {
    return this.stored === null ? this.data.text.trim() !== "" : this.content() !== this.stored;
  }

  get sentEmpty() {
    return this.stored === null && this.data.text.trim() === "";
  }

  #draw() {
    const n = (counter += 1);
    this.text = make("textarea", { class: "form-control", rows: 1, "aria-label": word("line_text"), dir: "auto", maxlength: 2000 });
    this.text.value = this.data.text;
    this.text.addEventListener("input", () => { this.data.text = this.text.value; this.changed(); });
    this.chips = make("span", { class: "line-chips line-items" });
    this.finder = make("input", { class: "form-control", list: this.editor.listId, "aria-label": word("line_items"), placeholder: word("line_items"), autocomplete: "off" });
    this.finder.addEventListener("keydown", (event) => this.#findKey(event));
    this.finder.addEventListener("change", () => this.#addItem());
    this.levels = this.#choice(`line-${n}-level`, word("line_level"), LEVELS.map((code) => [code, word(`level_${code}`), SYMBOLS[code]]), "level");
    this.bases = this.#choice(`line-${n}-basis`, word("line_basis"), [["fact", word("fact")], ["opinion", word("opinion")]], "basis");
    this.context = make("input", { class: "form-control", "aria-label": word("line_context"), placeholder: word("line_context"), maxlength: 500, hidden: !this.data.context });
    this.context.value = this.data.context;
    this.context.addEventListener("input", () => { this.data.context = this.context.value; this.changed(); });
    this.status = make("span", { class: "line-status", role: "status" });
    this.cite = make("span", { class: "line-cite" }, this.data.citation ?? "");
    const element = make("li", { class: "line" }, this.text,
      make("div", { class: "line-marks" }, make("span", { class: "line-items" }, this.chips, this.finder), this.levels, this.bases),
      this.context, make("div", { class: "line-foot" }, this.cite, this.status));
    element.addEventListener("keydown", (event) => this.#key(event));
    element.addEventListener("focusout", (event) => { if (!element.contains(event.relatedTarget) && this.dirty) this.save(); });
    return element;
  }

  #choice(name, label, options, field) {
    const group = make("span", { class: "level-choice", role: "radiogroup", "aria-label": label });
    for (const [value, text, symbol] of options) {
      const input = make("input", { type: "radio", name, value });
      input.checked = this.data[field] === value;
      input.addEventListener("change", () => { this.data[field] = value; this.changed(); });
      group.append(make("label", { class: `is-${value}` }, input, symbol ? make("span", { class: "level-symbol", "aria-hidden": "true" }, symbol) : "", text));
    }
    return group;
  }

  #mark() {
    this.chips.replaceChildren(...this.data.items.map((code) => {
      const away = make("button", { type: "button", "aria-label": word("line_item_away", { code }) }, "×");
      away.addEventListener("click", () => { this.data.items = this.data.items.filter((one) => one !== code); this.#mark(); this.changed(); this.finder.focus(); });
      return make("span", { class: "line-item", title: this.editor.titles.get(code) ?? "" }, code, away);
    }));
    for (const input of this.levels.querySelectorAll("input")) input.checked = input.value === this.data.level;
    for (const input of this.bases.querySelectorAll("input")) input.checked = input.value === this.data.basis;
  }

  #findKey(event) {
    if ((event.key === "Enter" || event.key === ",") && this.finder.value.trim()) {
      event.preventDefault();
      event.stopPropagation();
      this.#addItem();
    } else if (event.key === "Enter") {
      event.preventDefault();
      event.stopPropagation();
      this.text.focus();
    } else if (event.key === "Backspace" && !this.finder.value && this.data.items.length) {
      this.data.items = this.data.items.slice(0, -1);
      this.#mark();
      this.changed();
    }
  }

  #addItem() {
    const typed = this.finder.value.trim().toUpperCase();
    if (!typed) return;
    const code = this.editor.codes.get(typed);
    if (!code) return void this.#say("refused", word("no_such_item", { code: this.finder.value.trim() }));
    this.finder.value = "";
    this.#say("", "");
    if (!this.data.items.includes(code)) { this.data.items = [...this.data.items, code]; this.#mark(); this.changed(); }
  }

  #key(event) {
    if (event.altKey && !event.ctrlKey && !event.metaKey) return this.#altKey(event);
    if (event.key === "Enter" && event.target === this.text && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.save();
      this.editor.after(this);
    } else if (event.key === "Backspace" && event.target === this.text && this.sentEmpty && !this.text.value) {
      event.preventDefault();
      this.editor.remove(this);
    }
  }

  /** By place on the keyboard, not by letter: Alt makes other letters on some keyboards. */
  #altKey(event) {
    const digit = /^(?:Digit|Numpad)([1-4])$/.exec(event.code)?.[1];
    if (digit) this.#set(event, "level", LEVELS[digit - 1]);
    else if (event.code === "KeyF") this.#set(event, "basis", "fact");
    else if (event.code === "KeyO") this.#set(event, "basis", "opinion");
    else if (event.code === "KeyI") { event.preventDefault(); this.finder.focus(); }
    else if (event.code === "KeyC") { event.preventDefault(); this.context.hidden = false; this.context.focus(); }
  }

  #set(event, field, value) {
    event.preventDefault();
    this.data[field] = value;
    this.#mark();
    this.changed();
    announce(word(field === "level" ? `level_${value}` : value));
  }

  changed() {
    if (this.sentEmpty) return void drop(this.drawer);
    this.keep();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), PAUSE);
  }

  keep() {
    const { text, items, level, basis, context, id, digest, citation } = this.data;
    keep(this.drawer, { line: { key: this.key, text, items, level, basis, context, id, digest, citation } });
  }

  async save({ leaving = false } = {}) {
    clearTimeout(this.#timer);
    if ((this.#sending && !leaving) || !this.dirty || this.panel) return;
    const sent = this.content();
    const { text, items, level, basis, context, digest } = this.data;
    this.#sending = true;
    const answer = await post(this.editor.url, { key: this.key, text: text.trim(), items, level, basis, context: context.trim(), seen: digest ?? "" }, { leaving });
    this.#sending = false;
    if (answer.kind === "ok") return this.#saved(answer.data, sent);
    if (answer.kind === "stale") return this.#differ(answer.data);
    if (answer.kind === "refused") { this.retry.done(); return this.#say("refused", answer.data.message || word("refused")); }
    this.#say("kept", word(answer.kind === "signed-out" ? "signed_out" : "kept"));
    this.retry.later();
  }

  #saved({ id, digest, citation }, sent) {
    this.retry.done();
    Object.assign(this.data, { id, digest, citation });
    this.stored = sent;
    this.cite.textContent = citation ?? "";
    if (this.content() !== sent) return this.changed();
    dropWhenSeen(this.drawer);
    this.#say("saved", word("line_saved"));
  }

  #differ({ theirs, by, digest }) {
    const other = typeof theirs === "string" ? { text: theirs } : theirs ?? {};
    const who = by || word("somebody");
    const button = (text, act) => { const one = make("button", { type: "button", class: "btn btn-sm" }, text); one.addEventListener("click", () => { this.panel.remove(); this.panel = null; act(); }); return one; };
    this.panel = make("div", { class: "autosave-conflict" }, make("p", {}, word("changed_meanwhile", { by: who })), make("div", { class: "autosave-text" }, other.text ?? ""),
      button(word("keep_mine"), () => { this.data.digest = digest; this.stored = ""; this.save(); }),
      " ", button(word("take_theirs"), () => {
        Object.assign(this.data, other, { digest });
        this.text.value = this.data.text;
        this.stored = this.content();
        drop(this.drawer);
        this.#mark();
        this.#say("saved", word("took_theirs"));
      }));
    this.element.append(this.panel);
    announce(word("changed_meanwhile", { by: who }));
  }

  #say(state, text) {
    this.status.dataset.state = state;
    this.status.textContent = text;
  }
}

class LineEditor {
  constructor(box) {
    this.box = box;
    this.url = box.dataset.url;
    this.list = box.querySelector("[data-lines-list]");
    const read = (name) => JSON.parse(document.getElementById(box.dataset[name])?.textContent || "[]");
    const items = read("items");
    this.titles = new Map(items.map(({ code, title }) => [code, title]));
    this.codes = new Map(items.map(({ code }) => [code.toUpperCase(), code]));
    this.listId = `${box.id}-codes`;
    box.append(make("datalist", { id: this.listId }, ...items.map(({ code, title }) => make("option", { value: code, label: `${code} ${title}` }))));
    this.lines = [];
    this.known = new Set();
    this.cursor = box.dataset.after || "";
    for (const line of read("linesJson")) this.#show(line);
    for (const [, { line }] of allKept(`line:${this.url}#`)) this.#bringBack(line);
    if (box.dataset.canWrite === "yes") this.#add({ items: this.#lastItems() });
    box.querySelector("[data-lines-new]")?.addEventListener("click", () => this.after(this.lines.at(-1)));
    this.poll = setInterval(() => this.#feed(), POLL);
  }

  #lastItems() {
    return [...(this.lines.at(-1)?.data.items ?? [])];
  }

  #show(line) {
    if (line.mine) this.#add(line);
    else this.#others(line);
    this.known.add(line.key);
  }

  #bringBack(line) {
    const here = this.lines.find((one) => one.key === line.key);
    if (here) here.element.remove();
    this.lines = this.lines.filter((one) => one !== here);
    const back = this.#add(line);
    back.stored = null;
    back.save();
  }

  #others({ key, text, items = [], level, basis, context, by, citation }) {
    const old = this.list.querySelector(`[data-key="${CSS.escape(key)}"]`);
    const marks = [items.join(", "), level ? `${SYMBOLS[level] ?? ""} ${word(`level_${level}`)}` : "", basis ? word(basis) : "", context].filter(Boolean).join(" · ");
    const element = make("li", { class: "line line-theirs", "data-key": key }, make("p", { class: "line-text", dir: "auto" }, text),
      make("div", { class: "line-foot" }, make("span", {}, marks), make("span", {}, citation || by || "")));
    if (old) old.replaceWith(element);
    else this.list.insertBefore(element, this.lines.find((line) => line.sentEmpty)?.element ?? null);
  }

  #add(data, after = null) {
    const line = new Line(this, data);
    const place = after ? this.lines.indexOf(after) + 1 : this.lines.length;
    this.lines.splice(place, 0, line);
    this.known.add(line.key);
    if (after) after.element.after(line.element);
    else this.list.append(line.element);
    return line;
  }

  after(line) {
    const next = this.lines[this.lines.indexOf(line) + 1];
    const empty = next?.sentEmpty ? next : this.#add({ items: [...(line?.data.items ?? [])] }, line ?? null);
    empty.text.focus();
  }

  remove(line) {
    const place = this.lines.indexOf(line);
    if (this.lines.length === 1) return;
    this.lines.splice(place, 1);
    line.element.remove();
    drop(line.drawer);
    this.lines[Math.max(place - 1, 0)].text.focus();
  }

  async #feed() {
    if (!this.box.isConnected) return void clearInterval(this.poll);
    if (document.visibilityState === "hidden" || !this.box.dataset.feedUrl) return;
    const address = new URL(this.box.dataset.feedUrl, location.href);
    address.searchParams.set("after", this.cursor);
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).then((response) => (response.ok ? response.json() : null)).catch(() => null);
    if (!answer?.lines) return;
    this.cursor = answer.after ?? this.cursor;
    const mine = new Set(this.lines.map((line) => line.key));
    for (const line of answer.lines) if (!mine.has(line.key)) this.#others(line);
  }

  flush() {
    for (const line of this.lines) if (line.dirty) line.save({ leaving: true });
  }

  get unsafe() {
    return this.lines.some((line) => line.dirty && !kept(line.drawer));
  }
}

const editors = new Set();

export function start(part) {
  for (const box of part.querySelectorAll("[data-lines]")) {
    if (box.dataset.started) continue;
    box.dataset.started = "yes";
    editors.add(new LineEditor(box));
  }
}

window.addEventListener("pagehide", () => editors.forEach((editor) => editor.flush()));
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && editors.forEach((editor) => editor.flush()));
window.addEventListener("beforeunload", (event) => {
  editors.forEach((editor) => editor.flush());
  if ([...editors].some((editor) => editor.box.isConnected && editor.unsafe)) event.preventDefault();
});
