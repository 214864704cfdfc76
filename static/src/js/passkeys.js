// SPDX-License-Identifier: EUPL-1.2
// allauth's script asks the device for a passkey. When the person says no, or the device has none, it only tells us.

document.addEventListener("allauth.error", (event) => {
  const says = document.getElementById("passkey-refused");
  if (!says) return;
  event.preventDefault(); // we show it: nothing is left for the console
  says.hidden = false;
  says.focus();
});
