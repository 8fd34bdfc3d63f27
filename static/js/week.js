// data-week: seven fields, Monday first. The button data-week-copy of the same form fills Tuesday to Friday like Monday.
document.querySelectorAll("[data-week-copy]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    const fields = [...button.form.querySelectorAll("[data-week] input")];
    fields.slice(1, 5).forEach((field) => { field.value = fields[0].value; });
  });
});
