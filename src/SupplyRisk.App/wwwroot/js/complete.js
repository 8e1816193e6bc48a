// Completion in the search box: a combobox with a list box (WAI-ARIA, "list autocomplete with manual selection").
// Down and Up move, Enter takes, Tab takes a field or value, Esc closes. Without script the box is a plain form.
let box, list, timer;
let at = -1;
let asked = null;
const options = () => [...list.querySelectorAll('[role=option]')];

const close = () => {
  clearTimeout(timer);
  asked = null; // an answer under way comes too late
  at = -1;
  list.hidden = true;
  box.setAttribute('aria-expanded', 'false');
  box.removeAttribute('aria-activedescendant');
  box.removeAttribute('aria-controls');
};
const open = () => {
  if (!options().length) { close(); return; }
  at = -1;
  list.hidden = false;
  box.setAttribute('aria-controls', 'search-list');
  box.setAttribute('aria-expanded', 'true');
  box.removeAttribute('aria-activedescendant');
};
const move = by => {
  const all = options();
  at = (at + by + all.length + 2) % (all.length + 1) - 1; // -1 is back in the box
  all.forEach((o, i) => o.setAttribute('aria-selected', String(i === at)));
  if (at < 0) { box.removeAttribute('aria-activedescendant'); return; }
  box.setAttribute('aria-activedescendant', all[at].id);
  all[at].scrollIntoView({ block: 'nearest' });
};
const ask = () => {
  clearTimeout(timer);
  timer = setTimeout(() => { asked = box.value; htmx.trigger(box, 'complete'); }, 120);
};
const take = option => {
  box.value = option.dataset.text;
  box.setSelectionRange(+option.dataset.caret, +option.dataset.caret);
  close();
  if (option.dataset.ask) box.form.requestSubmit();
  else { box.focus(); ask(); }
};
const key = e => {
  if (e.isComposing) return; // an input method is choosing characters
  const opened = !list.hidden;
  if (e.key === 'ArrowDown' && opened) move(1);
  else if (e.key === 'ArrowUp' && opened) move(-1);
  else if (e.key === 'ArrowDown' && box.value) ask();
  else if (e.key === 'Enter' && at >= 0) take(options()[at]);
  else if (e.key === 'Tab' && at >= 0 && !options()[at].dataset.ask) take(options()[at]);
  else if (e.key === 'Escape' && opened) close();
  else return;
  e.preventDefault();
};

const attach = () => {
  const found = document.getElementById('search');
  if (!found || found === box) return;
  [box, list] = [found, document.getElementById('search-options')];
  box.setAttribute('role', 'combobox');
  box.setAttribute('aria-autocomplete', 'list');
  close();
  box.addEventListener('input', ask);
  box.addEventListener('keydown', key);
  box.addEventListener('blur', close);
  box.form.addEventListener('submit', close);
  list.addEventListener('mousedown', e => e.preventDefault()); // the box keeps the focus
  list.addEventListener('click', e => { const option = e.target.closest('[role=option]'); if (option) take(option); });
  if (!box.dataset.caret) return;
  box.focus(); // something is wrong with what was typed: typing goes on there
  box.setSelectionRange(+box.dataset.caret, +box.dataset.caret);
};
attach();
document.addEventListener('htmx:configRequest', e => { if (e.detail.elt === box && e.detail.path.startsWith('/search/complete')) e.detail.parameters.at = box.selectionStart; });
document.addEventListener('htmx:afterSwap', e => {
  if (e.detail.target !== list) attach();
  else if (asked === box.value && document.activeElement === box) open();
  else close();
});
