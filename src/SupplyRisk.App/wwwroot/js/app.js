// htmx: the token goes along, errors are said, the side sheet opens, the theme switches in place. Nothing here is needed to get work done.
const root = document.documentElement;
const csrf = () => document.querySelector('meta[name=csrf]');
const say = text => { document.getElementById('say').textContent = text; };

document.addEventListener('htmx:configRequest', e => {
  if (e.detail.verb !== 'get') e.detail.headers['X-CSRF'] = csrf().content;
  else for (const [name, value] of [...e.detail.formData]) if (value === '') e.detail.formData.delete(name); // addresses stay short
});

// a token gone stale (keys renewed, another tab): fetch a new one, once, and repeat
document.addEventListener('htmx:responseError', async e => {
  const { xhr, elt, requestConfig } = e.detail;
  if (xhr.status === 400 && requestConfig.verb !== 'get' && !elt.dataset.retried) {
    elt.dataset.retried = '1';
    const answer = await fetch('/token');
    if (answer.ok && !answer.redirected) {
      const token = await answer.text();
      csrf().content = token;
      document.querySelectorAll('input[name=__RequestVerificationToken]').forEach(i => { i.value = token; });
      htmx.trigger(elt, requestConfig.triggeringEvent?.type ?? 'submit');
      return;
    }
  }
  if (requestConfig.verb !== 'get' || xhr.status !== 404) say(`That did not work (${xhr.status}). Load the page again.`);
});
document.addEventListener('htmx:sendError', e => { if (e.detail.requestConfig.verb !== 'get') say('No connection to the program.'); });
document.addEventListener('htmx:afterRequest', e => { if (e.detail.successful) delete e.detail.elt.dataset.retried; });

const sheet = document.getElementById('sheet');
document.addEventListener('htmx:afterSwap', e => {
  if (e.detail.target?.id === 'sheet-body') {
    if (!sheet.open) sheet.show();
    sheet.querySelector('#sheet-title')?.focus();
    sheet.querySelector('mark')?.scrollIntoView({ block: 'nearest' }); // the quote, however far down its page it stands
  }
  document.querySelector('[data-focus]')?.focus();
});

document.querySelector('[data-focus]')?.focus(); // a form that came back as a whole page

document.addEventListener('click', e => { if (e.target.closest('[data-print]')) print(); });

document.addEventListener('submit', async e => {
  const form = e.target.closest('[data-theme-form]');
  if (!form) return;
  e.preventDefault();
  const body = new FormData(form, e.submitter);
  root.setAttribute('data-bs-theme', body.get('theme'));
  root.dataset.themeChoice = body.get('theme');
  await fetch(form.action, { method: 'POST', body, redirect: 'manual' });
});
