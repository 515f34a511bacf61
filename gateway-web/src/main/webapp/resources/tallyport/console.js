// The copy button of the dialog that shows a new key.
document.addEventListener('click', async event => {
  const button = event.target.closest('[data-copy]');
  if (!button) {
    return;
  }
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // without HTTPS browsers offer only this
    document.execCommand('copy');
  }
  button.textContent = 'Copied';
  setTimeout(() => button.textContent = 'Copy', 2000);
});
