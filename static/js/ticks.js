// Ticks in a list: the box in the head ticks the page, a count says how many are ticked.
const boxes = () => [...document.querySelectorAll('[data-rows] tbody input[type=checkbox][name="id"]')];

function say() {
  const ticked = boxes().filter((box) => box.checked).length;
  document.querySelectorAll("[data-ticked-count]").forEach((place) => {
    place.textContent = ticked;
    place.hidden = ticked === 0;
  });
  const all = document.querySelector("[data-tick-all]");
  if (all) {
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && !all.checked;
  }
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-tick-all]")) boxes().forEach((box) => { box.checked = event.target.checked; });
  if (event.target.matches('[data-tick-all], [name="id"]')) say();
});
document.addEventListener("htmx:afterSettle", say);
window.addEventListener("pageshow", say);
