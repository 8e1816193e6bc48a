// Beside a document's text: n and p walk its findings, o shows the original, m takes the marked words down as missed. Each is a button, too.
const reader = document.querySelector('[data-reader]');
if (reader) {
  const items = [...document.querySelectorAll('[data-finding]')];
  const stepper = document.querySelector('[data-stepper]');
  const said = document.querySelector('[data-stepper-at]');
  const place = item => document.getElementById(item.querySelector('a').hash.slice(1));
  let at = items.findIndex(item => item.querySelector('a').hash === location.hash);
  if (stepper && items.length) stepper.hidden = false;

  // Which page the original shows follows the finding, or the page link that was used.
  const turn = number => document.getElementById('o-' + number)?.scrollIntoView({ block: 'nearest' });
  const show = i => {
    at = (i + items.length) % items.length;
    const mark = place(items[at]);
    document.querySelectorAll('.found.current, [data-finding].current').forEach(e => e.classList.remove('current'));
    items[at].classList.add('current');
    if (!document.querySelector('.original')) items[at].scrollIntoView({ block: 'nearest' });
    else if (items[at].dataset.page) turn(items[at].dataset.page);
    if (mark) {
      mark.classList.add('current');
      mark.scrollIntoView({ block: 'center' });
      mark.focus({ preventScroll: true });
      history.replaceState(null, '', '#' + mark.id);
    }
    if (said) said.textContent = `${items[at].dataset.said} (${at + 1} of ${items.length})`;
  };
  const step = by => { if (items.length) show(at < 0 ? (by > 0 ? 0 : -1) : at + by); };

  const missed = () => {
    const form = document.getElementById('missed');
    if (!form) return;
    const words = getSelection().toString().trim();
    form.open = true;
    const field = document.getElementById('missed-passage');
    if (words) field.value = words.slice(0, 2000);
    field.scrollIntoView({ block: 'center' });
    (words ? document.getElementById('missed-rule') : field).focus();
  };

  document.addEventListener('click', e => {
    const button = e.target.closest('[data-step]');
    if (button) step(Number(button.dataset.step));
    const page = e.target.closest('a[data-page]');
    if (page) turn(page.dataset.page);
    const item = e.target.closest('[data-finding]');
    if (item && e.target.closest('a')?.hash.startsWith('#f-')) { e.preventDefault(); show(items.indexOf(item)); }
  });
  document.querySelector('[data-page-jump]')?.addEventListener('submit', e => {
    e.preventDefault();
    const number = document.getElementById('jump-page').value;
    if (number && document.getElementById('page-' + number)) { location.hash = 'page-' + number; turn(number); }
  });
  document.addEventListener('keydown', e => {
    if (e.ctrlKey || e.metaKey || e.altKey || document.documentElement.dataset.keys === 'off') return;
    if (e.target.closest('input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable], dialog[open]')) return;
    if (e.key === 'n') step(1);
    else if (e.key === 'p') step(-1);
    else if (e.key === 'm') { e.preventDefault(); missed(); }
    else if (e.key === 'o') document.querySelector('[data-key=o]')?.click();
  });
}
