// SPDX-License-Identifier: EUPL-1.2
// Runs before the first paint: the person's choice of appearance, else the device's. Follows the device while on "auto".
const root = document.documentElement;
const dark = window.matchMedia("(prefers-color-scheme: dark)");

function apply() {
  const choice = root.dataset.themeChoice;
  root.dataset.bsTheme = choice === "light" || choice === "dark" ? choice : dark.matches ? "dark" : "light";
}

root.classList.add("scripted");
apply();
dark.addEventListener("change", apply);
new MutationObserver(apply).observe(root, { attributeFilter: ["data-theme-choice"] });
