// j and k move through a list, Enter opens, Esc closes, / searches, [ and ] walk the findings of a document; x selects a row.
// Any other key stands for the button or link that names it in data-key, so no key does what no button does. Single letters can be switched off.
let at = -1;
const rows = () => [...document.querySelectorAll('[data-keyboard-list] > tbody > tr, ol[data-keyboard-list] > li')];
const go = i => {
  const all = rows();
  if (!all.length) return;
  at = Math.max(0, Math.min(all.length - 1, i));
  all.forEach((row, n) => row.classList.toggle('current', n === at));
  all[at].scrollIntoView({ block: 'nearest' });
};
const step = by => {
  const marks = [...document.querySelectorAll('.found[id], .sought[id]')];
  if (!marks.length) return;
  const now = marks.findIndex(m => '#' + m.id === location.hash);
  location.hash = marks[(now + by + marks.length) % marks.length].id;
};
document.addEventListener('keydown', e => {
  if (e.defaultPrevented) return; // the completion's own
  const sheet = document.getElementById('sheet');
  if (e.key === 'Escape' && sheet?.open) { sheet.close(); rows()[at]?.querySelector('a')?.focus(); return; }
  if (e.key === 'Escape' && e.target.closest('textarea, input, select')) { e.target.blur(); return; }
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest('input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]')) return;
  if (e.key === 'Enter') {
    if (at >= 0 && !e.target.closest('a, button, summary, label')) rows()[at]?.querySelector('a')?.click();
    return;
  }
  if (document.documentElement.dataset.keys === 'off') return;
  if (e.key === 'j') go(at + 1);
  else if (e.key === 'k') go(at - 1);
  else if (e.key === ']') step(1);
  else if (e.key === '[') step(-1);
  else if (e.key === '/') { e.preventDefault(); document.getElementById('search')?.focus(); }
  else if (e.key === 'x') rows()[at]?.querySelector('input[type=checkbox]')?.click();
  else if (/^[a-z?]$/.test(e.key) && !document.querySelector('[data-reader]')) {
    const named = document.querySelector(`[data-key="${e.key}"]`);
    if (named) { e.preventDefault(); named.click(); }
  }
});
document.addEventListener('htmx:afterSwap', e => { if (e.detail.target?.id === 'results') at = -1; });
