// <a href="/a/page/that/works/alone" data-dialog-open="id"> opens <dialog id="id">; data-dialog-close closes it.
function open(dialog) {
  dialog.showModal();
  dialog.querySelector("[autofocus], .errors ~ input, input:not([type=hidden]), select, textarea")?.focus();
}

function prepare(root) {
  root.querySelectorAll?.("dialog[data-dialog-autoopen]:not([open])").forEach(open);
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]");
  const dialog = opener && document.getElementById(opener.dataset.dialogOpen);
  if (dialog && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    open(dialog);
    return;
  }
  const inside = event.target.closest("dialog");
  if (inside && (event.target === inside || event.target.closest("[data-dialog-close]"))) {
    event.preventDefault();
    inside.close();
  }
});

document.addEventListener("htmx:load", (event) => prepare(event.target));
prepare(document);
