// A plain script in <head>, before the first paint: only the choice "auto" needs it.
(() => {
  const root = document.documentElement;
  if (root.dataset.themeChoice !== 'auto') return;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => { if (root.dataset.themeChoice === 'auto') root.setAttribute('data-bs-theme', dark.matches ? 'dark' : 'light'); };
  apply();
  dark.addEventListener('change', apply);
})();
