// A button with data-opens="id" opens that dialog. The browser keeps the focus inside and closes on Escape.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-opens]");
  const dialog = button && document.getElementById(button.dataset.opens);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  }
});
