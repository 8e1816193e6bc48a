// Dropping a file on its field, its name and size shown, progress, and "too large" said before it is sent.
const form = () => document.querySelector('[data-upload]');
for (const type of ['dragenter', 'dragover', 'dragleave', 'drop'])
  document.addEventListener(type, e => {
    const drop = e.target.closest?.('.drop');
    if (!drop) return;
    e.preventDefault();
    drop.classList.toggle('over', type === 'dragenter' || type === 'dragover');
    if (type === 'drop' && e.dataTransfer.files.length) { drop.querySelector('input').files = e.dataTransfer.files; check(); }
  });
document.addEventListener('change', e => { if (e.target.matches('[data-upload] input[type=file]')) check(); });
const check = () => {
  const input = form().querySelector('input[type=file]');
  const file = input.files[0];
  input.setCustomValidity(file && file.size > Number(form().dataset.max) ? form().dataset.tooLarge : '');
  document.getElementById('upload-error').textContent = input.validationMessage;
  if (file) form().querySelector('.drop strong').textContent = `${file.name}, ${(file.size / 1e6).toFixed(1)} MB`;
};
document.addEventListener('htmx:xhr:progress', e => {
  const box = form()?.querySelector('.upload-progress');
  if (!box || !e.detail.lengthComputable || !e.detail.total) return;
  box.hidden = false;
  const done = Math.round(100 * e.detail.loaded / e.detail.total);
  box.querySelector('progress').value = done;
  box.querySelector('output').textContent = done < 100 ? `${done}%` : 'Reading…';
});
