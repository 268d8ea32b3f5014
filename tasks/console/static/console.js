// Beside htmx: keeps the session alive as the apps do, and keeps hands off what somebody is at.
const LOCK = "tts-session";
const MARGIN_MS = 60_000;
const LOOK_MS = 15_000;
const live = document.getElementById("live");
const offline = document.getElementById("offline");
let shown = null;

function tokenEnd() {
  const found = /(?:^|; )session_expires=(\d+)/.exec(document.cookie);
  return found ? Number(found[1]) * 1000 : null;
}

function isDue() {
  const end = tokenEnd();
  return end !== null && end - Date.now() < MARGIN_MS;
}

// One tab at a time, the apps' too: two refreshes at once could end the session.
async function refresh() {
  if (!isDue()) return;
  await navigator.locks.request(LOCK, async () => {
    if (isDue()) await fetch("/auth/refresh", { method: "POST" });
  });
}

function look() {
  // Without an answer the next look tries again.
  if (!document.hidden) refresh().catch(() => undefined);
}

setInterval(look, LOOK_MS);
document.addEventListener("visibilitychange", look);
look();

document.body.addEventListener("htmx:beforeRequest", (event) => {
  const isBusy = live.querySelector("input:checked") || !document.getSelection().isCollapsed;
  if (document.hidden || isBusy) event.preventDefault();
});

document.body.addEventListener("htmx:beforeSwap", (event) => {
  offline.hidden = true;
  // What did not change stays, with its focus and its place.
  event.detail.shouldSwap = event.detail.xhr.status === 200 && event.detail.serverResponse !== shown;
  shown = event.detail.serverResponse;
});

for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.body.addEventListener(name, (event) => {
    // The page itself leads to the sign-in and back.
    if (event.detail.xhr?.status === 401) location.reload();
    else offline.hidden = false;
  });
}

// A swapped row is another element: the focus goes to the link or button that was in its place.
let focused = null;
document.body.addEventListener("htmx:beforeSwap", () => {
  const at = document.activeElement;
  focused = live.contains(at) ? (at.getAttribute("href") ?? at.getAttribute("value")) : null;
});
document.body.addEventListener("htmx:afterSwap", () => {
  if (focused === null) return;
  const same = (element) =>
    element.getAttribute("href") === focused || element.getAttribute("value") === focused;
  [...live.querySelectorAll("a, button, input")].find(same)?.focus({ preventScroll: true });
});

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.matches("input, select, textarea");
  // AltGr, by which some layouts write it, is told as Ctrl and Alt.
  const isHeld = (event.ctrlKey || event.altKey || event.metaKey) && !event.getModifierState("AltGraph");
  const field = document.getElementById("q");
  if (event.key === "/" && !isTyping && !isHeld && field) {
    event.preventDefault();
    field.focus();
  }
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-all]")) return;
  for (const box of document.querySelectorAll("input[name=job], input[name=stray]")) box.checked = event.target.checked;
});
