// The calendar by keyboard: arrows walk the free times and the visits by their place; F goes to the first free time.
// Also: choosing a service on a form fills in its minutes.
const CELL = ".gap, .visit-link";
const shown = () => [...document.querySelectorAll(`.calendar :is(${CELL})`)].filter((cell) => cell.offsetParent);
const box = (cell) => (cell.closest(".visit") ?? cell).getBoundingClientRect();

function enter(cell) {
  if (!cell) return;
  document.querySelectorAll(`.calendar :is(${CELL})`).forEach((each) => { each.tabIndex = each === cell ? 0 : -1; });
  cell.focus({ preventScroll: true });
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function nearest(from, isAhead, distance) {
  const here = box(from);
  return shown().filter((cell) => cell !== from && isAhead(box(cell), here))
    .sort((a, b) => distance(box(a), here) - distance(box(b), here))[0];
}

const sameColumn = (a, b) => a.left < b.right - 2 && a.right > b.left + 2;
const steps = {
  ArrowDown: (cell) => nearest(cell, (a, b) => sameColumn(a, b) && a.top >= b.bottom - 2, (a, b) => a.top - b.top),
  ArrowUp: (cell) => nearest(cell, (a, b) => sameColumn(a, b) && a.bottom <= b.top + 2, (a, b) => b.top - a.top),
  ArrowRight: (cell) => nearest(cell, (a, b) => a.left >= b.right - 2, (a, b) => (a.left - b.left) * 4 + Math.abs(a.top - b.top)),
  ArrowLeft: (cell) => nearest(cell, (a, b) => a.right <= b.left + 2, (a, b) => (b.left - a.left) * 4 + Math.abs(a.top - b.top)),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const cell = event.target.closest(`.calendar :is(${CELL})`);
  if (cell && steps[event.code]) {
    enter(steps[event.code](cell));
    event.preventDefault();
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-first-gap]")) enter(shown().find((cell) => cell.matches(".gap")) ?? shown()[0]);
});

function begin() {
  const cells = shown();
  if (window.matchMedia("(min-width: 768px)").matches) {
    cells.forEach((cell, index) => { cell.tabIndex = index ? -1 : 0; });
    const scroll = document.querySelector(".calendar-scroll");
    const now = document.querySelector(".calendar-now");
    if (scroll && now) scroll.scrollTop = Math.max(0, now.offsetTop - 120);
  }
}

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-service]")) return;
  const option = [...document.querySelectorAll("#services option")].find((each) => each.value === event.target.value);
  const minutes = event.target.form?.elements.minutes;
  if (option && minutes) minutes.value = option.dataset.minutes;
});

begin();
