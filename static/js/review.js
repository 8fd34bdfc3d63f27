// The checklist by keyboard: an answer moves on to the next open criterion; a «no» first asks for words, Enter goes on.
// The keys themselves (1, 0, N) are data-key buttons of keys.js; the server keeps each answer and counts the score.
const list = document.querySelector("[data-checklist]");

function choose(row) {
  list.querySelector(".is-current")?.classList.remove("is-current");
  row.classList.add("is-current");
  row.setAttribute("tabindex", "-1");
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function goOn(from) {
  const rows = [...list.querySelectorAll("[data-row]")];
  const open = (row) => !row.querySelector("input[type=radio]:checked");
  const after = rows.slice(rows.indexOf(from) + 1);
  const next = after.find(open) ?? rows.find(open);
  if (next) choose(next);
  else document.querySelector("[data-submit]")?.focus();
}

list?.addEventListener("change", (event) => {
  if (event.target.type !== "radio") return;
  const row = event.target.closest("[data-row]");
  row.classList.remove("is-unclear");
  const comment = row.querySelector("[data-comment]");
  if (event.target.value === "no") comment.focus();
  else goOn(row);
});

list?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("[data-comment]")) return;
  event.preventDefault();
  goOn(event.target.closest("[data-row]"));
});

// The first open criterion waits for its key; the page is scrolled only to what a submission lacked.
const unclear = list?.querySelector(".is-unclear");
if (unclear) choose(unclear);
else list?.querySelector("[data-row]:not(:has(input:checked))")?.classList.add("is-current");
