// The search box as a combobox: arrows walk the suggestions, Enter opens the chosen one (or the page of all), Esc closes.
const box = document.querySelector('[data-search][role="combobox"]');
const list = box && document.getElementById(box.getAttribute("aria-controls"));

const options = () => [...list.querySelectorAll('a[role="option"]')];
const chosen = () => list.querySelector('[aria-selected="true"]');

function choose(option) {
  chosen()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) box.setAttribute("aria-activedescendant", option.id);
  else box.removeAttribute("aria-activedescendant");
}

function close() {
  list.replaceChildren();
  choose(null);
  box.setAttribute("aria-expanded", "false");
}

function step(by) {
  const all = options();
  if (!all.length) return;
  const at = all.indexOf(chosen()) + by;
  choose(at < 0 || at >= all.length ? null : all[at]);
}

if (list) {
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") chosen() ? step(-1) : choose(options().at(-1));
    else if (event.key === "Enter" && chosen()) chosen().click();
    else if (event.key === "Escape" && list.childElementCount) close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("htmx:afterSwap", () => {
    choose(null);
    box.setAttribute("aria-expanded", String(list.childElementCount > 0));
  });
  box.addEventListener("blur", () => setTimeout(() => { if (!list.contains(document.activeElement)) box.setAttribute("aria-expanded", "false"); }, 150));
  box.addEventListener("focus", () => box.setAttribute("aria-expanded", String(list.childElementCount > 0)));
}
