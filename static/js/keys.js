// Keys by their place on the keyboard (event.code), so they work on the Russian layout too.
// data-rows on a table or list; data-row (or tr) inside; data-row-link is what Enter opens;
// data-key="KeyC" on a button or link, in the row (acts on the current row) or anywhere on the page.
const ROW = "[data-rows] tbody tr, [data-rows] [data-row]";

const typing = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
const current = () => document.querySelector("[data-rows] .is-current");

function choose(row) {
  current()?.classList.remove("is-current");
  row.classList.add("is-current");
  row.setAttribute("tabindex", "-1");
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function move(step) {
  const rows = [...document.querySelectorAll(ROW)];
  const next = rows[Math.min(Math.max(rows.indexOf(current()) + step, 0), rows.length - 1)];
  if (next) choose(next);
}

function act(code) {
  const selector = `[data-key="${CSS.escape(code)}"]`;
  const scope = document.querySelector("dialog[open]");
  const found = scope ? scope.querySelector(selector) : current()?.querySelector(selector)
    ?? [...document.querySelectorAll(selector)].find((each) => !each.closest(ROW));
  found?.click();
  return Boolean(found);
}

const fixed = {
  KeyJ: () => move(1),
  KeyK: () => move(-1),
  Enter: () => current()?.querySelector("[data-row-link], .row-link, a")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (event.code === "Slash" && event.shiftKey) {
    document.getElementById("key-help")?.showModal();
  } else if (event.code === "Slash" || event.key === "/") {
    document.querySelector("[data-search]")?.focus();
  } else if (event.code === "Enter" && (document.activeElement !== current() || !current())) {
    return;
  } else if (fixed[event.code] && !document.querySelector("dialog[open]")) {
    fixed[event.code]();
  } else if (!act(event.code)) {
    return;
  }
  event.preventDefault();
});

// The row that was worked stays current after htmx has replaced it.
document.addEventListener("htmx:afterSettle", () => {
  if (!current() && document.activeElement === document.body) move(0);
});
