// SPDX-License-Identifier: EUPL-1.2
// Fields that save themselves. Markup: templates/components/autosave_field.html.
//
// Sends   POST data-save-url, form-encoded: field, value, seen (the digest of the text this page began from).
// Expects 200 {digest, saved_at} · 409 {theirs, by, digest} · 4xx {message}.
// Until the server has a text it is kept on this device; it is sent again when the network or the page comes back.

import { announce, clock, loadModule, make, word } from "./page.js";
import { Retry, drop, dropWhenSeen, keep, kept, post } from "./sending.js";

const PAUSE = 800;

/** Line ends and outer blanks do not count as a difference, nor does harmless cleaning of rich text by the server. */
function same(one, other) {
  const plain = (text) => String(text ?? "").replace(/\r\n/g, "\n").trim();
  if (plain(one) === plain(other)) return true;
  const letters = (text) => new DOMParser().parseFromString(plain(text), "text/html").body.textContent.replace(/\s+/g, " ").trim();
  const looksRich = (text) => /^\s*<(p|h\d|ul|ol|table|blockquote)/.test(String(text));
  return looksRich(one) && looksRich(other) && letters(one) === letters(other) && letters(one) !== "";
}

const readable = (text) => (/^\s*<(p|h\d|ul|ol|table|blockquote)/.test(text)
  ? new DOMParser().parseFromString(text.replace(/<\/(p|li|h\d|tr)>/g, "$&\n"), "text/html").body.textContent.trim()
  : text);

class Field {
  #timer = null;
  #sending = false;
  #stale = false;

  constructor(box) {
    this.box = box;
    this.url = box.dataset.saveUrl;
    this.name = box.dataset.field;
    this.kind = box.dataset.kind;
    this.seen = box.dataset.digest || null;
    this.key = `field:${this.url}#${this.name}`;
    this.inputs = [...box.querySelectorAll("[data-autosave-input]")];
    this.status = box.querySelector(".autosave-status");
    this.error = box.querySelector(".autosave-error");
    this.stored = this.read();
    this.retry = new Retry(() => this.save());
    const atOnce = this.kind === "level" || this.kind === "select";
    for (const input of this.inputs) {
      input.addEventListener(atOnce ? "change" : "input", () => this.changed(atOnce ? 0 : PAUSE));
      if (!atOnce) input.addEventListener("blur", () => this.#timer && this.save());
    }
    if (this.kind === "rich") this.#dress();
    this.#restore();
  }

  read() {
    if (this.kind === "level") return this.inputs.find((input) => input.checked)?.value ?? "";
    return this.inputs[0].value;
  }

  write(value) {
    if (this.kind === "level") for (const input of this.inputs) input.checked = input.value === value;
    else this.inputs[0].value = value;
    this.editor?.show(value);
  }

  async #dress() {
    try {
      const { dress } = await loadModule("editor");
      this.editor = dress(this.inputs[0], () => this.changed(PAUSE), word);
    } catch {
      // Without its editor the field stays a plain text area, which saves the same way.
    }
  }

  /** A text that did not reach the server last time comes back, from the text it began with. */
  #restore() {
    const before = kept(this.key);
    if (!before) return;
    if (same(before.value, this.stored)) return void drop(this.key);
    this.write(before.value);
    this.seen = before.seen;
    this.#say("kept", word("kept"));
    this.save();
  }

  get dirty() {
    return !this.#stale && this.read() !== this.stored;
  }

  changed(pause) {
    this.box.dispatchEvent(new CustomEvent("autosave:changed", { bubbles: true }));
    keep(this.key, { value: this.read(), seen: this.seen });
    if (this.#stale) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), pause);
    this.#say("writing", "");
  }

  async save({ leaving = false } = {}) {
    clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#stale || (this.#sending && !leaving)) return;
    const value = this.read();
    if (value === this.stored) return void (drop(this.key), this.#say("saved", ""));
    this.#sending = true;
    if (!leaving) this.#say("saving", word("saving"));
    const answer = await post(this.url, { field: this.name, value, seen: this.seen ?? "" }, { leaving });
    this.#sending = false;
    this.#settle(answer, value);
  }

  #settle(answer, value) {
    if (answer.kind === "ok") return this.#saved(answer.data, value);
    if (answer.kind === "stale") return this.#differ(answer.data, value);
    if (answer.kind === "refused") return this.#refused(answer.data.message);
    keep(this.key, { value: this.read(), seen: this.seen });
    this.#say("kept", word(answer.kind === "signed-out" ? "signed_out" : "kept"));
    this.retry.later();
  }

  #saved(data, value) {
    this.retry.done();
    this.stored = value;
    this.seen = data.digest ?? this.seen;
    this.#fault("");
    if (this.read() !== value) return this.changed(PAUSE);
    dropWhenSeen(this.key);
    this.#say("saved", word("saved_at", { time: clock(data.saved_at) }));
    this.box.dispatchEvent(new CustomEvent("autosave:saved", { bubbles: true, detail: { ...data, field: this.name, value } }));
  }

  #refused(message) {
    this.retry.done();
    this.#say("refused", "");
    this.#fault(message || word("refused"));
  }

  #differ({ theirs, by, digest }, mine) {
    if (same(theirs, mine)) return this.#saved({ digest }, mine);
    this.#stale = true;
    keep(this.key, { value: mine, seen: this.seen });
    this.#say("stale", "");
    const choose = (useMine) => {
      panel.remove();
      this.#stale = false;
      this.seen = digest;
      this.stored = theirs;
      const now = this.read();
      if (!useMine) this.write(theirs);
      this.#otherText(useMine ? theirs : now, useMine ? word("their_text", { by: by || word("somebody") }) : word("your_text"));
      if (useMine) this.save();
      else { drop(this.key); this.#say("saved", word("took_theirs")); }
      (this.editor ?? this.inputs.find((input) => input.checked) ?? this.inputs[0]).focus();
    };
    const panel = make("div", { class: "autosave-conflict", role: "group", "aria-label": word("changed_meanwhile", { by: by || word("somebody") }) });
    const text = (title, content, button, useMine) => {
      const action = make("button", { type: "button", class: "btn btn-sm" }, button);
      action.addEventListener("click", () => choose(useMine));
      return make("div", {}, make("h4", {}, title), make("div", { class: "autosave-text", dir: "auto" }, readable(String(content))), action);
    };
    panel.append(
      make("h3", {}, word("changed_meanwhile", { by: by || word("somebody") })),
      make("div", { class: "autosave-both" },
        text(word("your_text"), mine, word("keep_mine"), true),
        text(word("their_text", { by: by || word("somebody") }), theirs, word("take_theirs"), false)),
    );
    this.box.append(panel);
    announce(word("changed_meanwhile", { by: by || word("somebody") }));
  }

  /** The text that was not chosen stays readable until the page is left: nobody's words are lost by a click. */
  #otherText(content, title) {
    this.box.querySelector(".autosave-other")?.remove();
    this.box.append(make("details", { class: "autosave-other" }, make("summary", {}, title), make("div", { class: "autosave-text", dir: "auto" }, readable(String(content)))));
  }

  #say(state, text) {
    this.box.dataset.state = state;
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  #fault(message) {
    this.error.hidden = !message;
    this.error.textContent = message;
    for (const input of this.inputs) input.setAttribute("aria-invalid", message ? "true" : "false");
  }
}

const fields = new Set();

export function start(part) {
  for (const box of part.querySelectorAll("[data-autosave]")) {
    if (box.dataset.started) continue;
    box.dataset.started = "yes";
    fields.add(new Field(box));
  }
}

window.addEventListener("pagehide", () => flush());
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flush());
window.addEventListener("beforeunload", (event) => {
  flush();
  const unsafe = [...fields].some((field) => field.box.isConnected && field.dirty && !kept(field.key));
  if (unsafe) event.preventDefault();
});

function flush() {
  for (const field of fields) {
    if (!field.box.isConnected) fields.delete(field);
    else if (field.dirty) field.save({ leaving: true });
  }
}
