// The decision form's quick choices, sending it from the words field, the boxes of the queue, and the side sheet's close button.
const quick = () => document.querySelectorAll('[data-quick]').forEach(q => { q.hidden = false; });
const count = () => {
  const boxes = [...document.querySelectorAll('input[name=case][form=bulk]')];
  const said = document.querySelector('[data-selected]');
  if (said) said.textContent = boxes.filter(b => b.checked).length || '';
};
quick();
count();
document.addEventListener('htmx:afterSwap', () => { quick(); count(); });
document.addEventListener('click', e => {
  if (e.target.closest('[data-close-sheet]')) document.getElementById('sheet').close();
  const choice = e.target.closest('[data-quick] [data-status]');
  if (!choice) return;
  const form = choice.closest('form');
  form.querySelector(`input[name=status][value="${choice.dataset.status}"]`).checked = true;
  form.elements.outcome.value = choice.dataset.outcome;
  form.elements.reason_code.value = choice.dataset.reason;
  form.elements.words.focus();
});
document.addEventListener('change', e => {
  if (e.target.matches('[data-select-all]')) document.querySelectorAll('input[name=case][form=bulk]').forEach(b => { b.checked = e.target.checked; });
  count();
});
document.addEventListener('keydown', e => {
  if (e.key !== 'Enter' || !(e.ctrlKey || e.metaKey) || !e.target.matches('textarea')) return;
  const form = e.target.form;
  const button = form?.querySelector('[data-submit-next]') ?? form?.querySelector('button:not([type=button])');
  if (button) { e.preventDefault(); button.click(); } // htmx knows which button it was by its click, not by the submitter
});
