// Menus and info popovers are <details>; the drawer is :target. This closes them as people expect.
const OPEN = "details.menu[open], details.info[open]";

function place(details) {
  const body = details.querySelector(".menu-body, .info-body");
  if (!body || !details.closest(".table-scroll, .table-responsive, dialog")) return;
  const anchor = details.getBoundingClientRect();
  body.classList.add("is-fixed");
  body.style.position = "fixed";
  body.style.inset = "auto";
  const size = body.getBoundingClientRect();
  const below = anchor.bottom + 6 + size.height < window.innerHeight;
  body.style.top = `${below ? anchor.bottom + 6 : Math.max(8, anchor.top - size.height - 6)}px`;
  body.style.left = `${Math.max(8, Math.min(anchor.right - size.width, window.innerWidth - size.width - 8))}px`;
}

function closeAll(except) {
  for (const details of document.querySelectorAll(OPEN)) {
    if (details !== except && !details.contains(except)) details.open = false;
  }
}

function keepInside(details) {
  const body = details.querySelector(".info-body, .menu-body");
  const box = body?.getBoundingClientRect();
  if (box && box.left < 8) body.style.right = `${parseFloat(getComputedStyle(body).right) - (8 - box.left)}px`;
}

document.addEventListener("toggle", (event) => {
  const details = event.target;
  if (!(details instanceof HTMLDetailsElement) || !details.open || !details.matches(OPEN)) return;
  closeAll(details);
  place(details);
  keepInside(details);
}, true);

document.addEventListener("click", (event) => closeAll(event.target.closest("details.menu, details.info")));
window.addEventListener("scroll", () => { if (document.querySelector(".is-fixed")) closeAll(null); }, true);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const details = document.querySelector(OPEN);
  if (details) {
    details.open = false;
    details.querySelector("summary").focus();
  } else if (location.hash === "#rail") {
    location.hash = "#main";
  }
});

window.addEventListener("hashchange", () => {
  if (location.hash === "#rail") document.querySelector("#rail a")?.focus();
});
