// Buttons that put a text beside them on the clipboard. Without script, or where the browser refuses, the text is there to be marked.
document.querySelectorAll('[data-copy]').forEach(button => { button.hidden = !navigator.clipboard; });
document.addEventListener('click', async e => {
  const button = e.target.closest('[data-copy]');
  if (!button) return;
  const text = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(text.textContent);
    document.getElementById('say').textContent = 'Copied.';
  } catch {
    getSelection().selectAllChildren(text);
    document.getElementById('say').textContent = 'Press Ctrl+C to copy what is marked.';
  }
});
