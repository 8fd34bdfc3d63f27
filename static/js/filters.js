// A filter form applies itself: selects at once, typed words after a pause. Its button stays for those without scripts.
const PAUSE = 400;
const timers = new WeakMap();

function submit(form) {
  for (const field of form.elements) {
    if (field.name && field.value === "" && field.type !== "submit") field.disabled = true;
  }
  form.requestSubmit();
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (form) {
    clearTimeout(timers.get(form));
    submit(form);
  }
});

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (!form || !event.target.matches("[type=search], [type=text]")) return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => submit(form), PAUSE));
});

// Coming back by the browser's button finds the fields as they were, not disabled.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-autosubmit] :disabled").forEach((field) => { field.disabled = false; });
});

// After a reload by typing, the caret returns to the end of the word.
const typed = document.querySelector("form[data-autosubmit] [type=search]");
if (typed && typed.value && document.referrer.split("?")[0] === location.href.split("?")[0]) {
  typed.focus();
  typed.setSelectionRange(typed.value.length, typed.value.length);
}

// On a phone the filter would fill the first screen: it opens on demand.
if (matchMedia("(max-width: 767px)").matches) {
  document.querySelectorAll(".filters-fold").forEach((fold) => { fold.open = false; });
}
