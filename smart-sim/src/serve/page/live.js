// Keeps the page fresh and copies curl lines. Without it everything still works, by plain forms.
"use strict";

const every = 1000;
const main = document.querySelector("main");
const live = document.getElementById("live-switch");
document.getElementById("live").hidden = false;

function ready(root) {
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = false;
}

// Puts a fresh part in the place of an old one: what was open stays open, focus stays where it was.
function replace(old, fresh) {
  const open = [...old.querySelectorAll("details[open]")].map((one) => one.id);
  const scrolled = [...old.querySelectorAll("details[open] pre")].map((one) => one.scrollTop);
  const focus = old.contains(document.activeElement) ? document.activeElement : null;
  const summary = focus && focus.tagName === "SUMMARY" ? focus.parentElement.id : null;
  old.replaceChildren(...fresh.childNodes);
  for (const id of open) {
    const found = document.getElementById(id);
    if (found) found.open = true;
  }
  [...old.querySelectorAll("details[open] pre")].forEach((one, at) => (one.scrollTop = scrolled[at] || 0));
  ready(old);
  const again = summary
    ? document.querySelector("#" + CSS.escape(summary) + " > summary")
    : focus && focus.id && document.getElementById(focus.id);
  if (again) again.focus({ preventScroll: true });
}

// Of the last answer, by name of the part: the page in hand may differ, a detail was opened.
const seen = new Map();

function selecting(part) {
  const selection = document.getSelection();
  return selection && !selection.isCollapsed && part.contains(selection.anchorNode);
}

async function refresh() {
  if (live.checked && !document.hidden) {
    try {
      const answer = await fetch("/?rows=" + main.dataset.rows, { cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of document.querySelectorAll("[data-live]")) {
        const other = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
        if (!other || seen.get(part.dataset.live) === other.innerHTML || selecting(part)) continue;
        seen.set(part.dataset.live, other.innerHTML);
        replace(part, other);
      }
      document.body.classList.remove("gone");
    } catch {
      document.body.classList.add("gone");
    }
  }
  setTimeout(refresh, every);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const line = document.getElementById(button.dataset.copy);
  let done = true;
  try {
    await navigator.clipboard.writeText(line.textContent);
  } catch {
    // Beyond this machine the page has no clipboard: select, so that the keyboard can copy.
    document.getSelection().selectAllChildren(line);
    done = false;
  }
  const words = button.textContent;
  button.textContent = done ? "Copied" : "Selected";
  setTimeout(() => (button.textContent = words), 1500);
});

ready(document);
for (const part of document.querySelectorAll("[data-live]")) {
  const copy = part.cloneNode(true);
  for (const button of copy.querySelectorAll("[data-copy]")) button.hidden = true;
  seen.set(part.dataset.live, copy.innerHTML);
}
// A notice that stays would be read as news after the next reload.
if (location.search.includes("notice=")) {
  history.replaceState(null, "", "/" + (main.dataset.rows === "50" ? "" : "?rows=" + main.dataset.rows) + location.hash);
}
setTimeout(refresh, every);
