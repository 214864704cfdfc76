// SPDX-License-Identifier: EUPL-1.2
// One way to send, used by autosaving fields and by the line editor.
//
// post(url, fields, {leaving}) answers
//   {kind: "ok", data}         the server took it
//   {kind: "stale", data}      409: somebody else changed it; data = {theirs, by, digest}
//   {kind: "refused", data}    another 4xx; data = {message}
//   {kind: "signed-out"}       the answer was the sign-in page: keep the text, ask the person to sign in
//   {kind: "unreachable"}      no network, or the server failed: keep the text, try again

import { person, token } from "./page.js";

export async function post(url, fields, { leaving = false } = {}) {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one != null) body.append(name, one);
  }
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      body,
      keepalive: leaving && body.toString().length < 60000,
      headers: { "X-CSRFToken": token(), Accept: "application/json", "X-Requested-With": "fetch" },
    });
  } catch {
    return { kind: "unreachable" };
  }
  if (response.status >= 500 || response.status === 429) return { kind: "unreachable" };
  const isJson = response.headers.get("content-type")?.includes("json");
  if (response.redirected || response.status === 401) return { kind: "signed-out" };
  const data = isJson ? await response.json().catch(() => ({})) : {};
  if (response.ok) return isJson ? { kind: "ok", data } : { kind: "signed-out" };
  if (response.status === 409 && "digest" in data) return { kind: "stale", data };
  if (response.status === 403 && !isJson) return { kind: "signed-out" };
  return { kind: "refused", data };
}

// --- What is kept on this device until the server has it. One drawer for each person: another one never sees it. ----

const drawer = (key) => `isopolity:${person() || "anyone"}:${key}`;

export function keep(key, content) {
  try {
    localStorage.setItem(drawer(key), JSON.stringify({ ...content, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

export function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(drawer(key)) ?? "null");
  } catch {
    return null;
  }
}

export function drop(key) {
  try {
    localStorage.removeItem(drawer(key));
  } catch {
    // Storage is switched off: nothing was kept, so nothing needs dropping.
  }
}

let leaving = false;
for (const sign of ["beforeunload", "pagehide"]) {
  window.addEventListener(sign, () => {
    leaving = true;
    setTimeout(() => { leaving = false; }, 4000);
  });
}

/** Drops it unless the page is being left: the next page may have been read before the server had the text. */
export function dropWhenSeen(key) {
  if (!leaving) drop(key);
}

/** Every kept thing whose key begins like this, as [key, content]. */
export function allKept(prefix) {
  const start = drawer(prefix);
  const found = [];
  try {
    for (let i = 0; i < localStorage.length; i += 1) {
      const name = localStorage.key(i);
      if (name.startsWith(start)) found.push(name.slice(drawer("").length));
    }
  } catch {
    return [];
  }
  return found.map((key) => [key, kept(key)]).filter(([, content]) => content);
}

/** Calls back when sending may work again: at once when the network returns, else after 5, 15, 30, 60, 60 … seconds. */
export class Retry {
  #waits = [5, 15, 30, 60];
  #tries = 0;
  #timer = null;

  constructor(again) {
    this.again = again;
    window.addEventListener("online", () => this.#timer && this.#now());
  }

  later() {
    clearTimeout(this.#timer);
    const seconds = this.#waits[Math.min(this.#tries, this.#waits.length - 1)];
    this.#tries += 1;
    this.#timer = setTimeout(() => this.#now(), seconds * 1000);
  }

  done() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#tries = 0;
  }

  #now() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.again();
  }
}
