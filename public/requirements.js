// Runs in any browser, before the app: says so where something is missing that the app cannot do without.
(function () {
  var needs = [
    'popover' in HTMLElement.prototype,
    'showModal' in (window.HTMLDialogElement || function () {}).prototype,
    'any' in (window.AbortSignal || {}),
    'canParse' in URL,
    'groupBy' in Map,
    'isWellFormed' in String.prototype,
    'toSpliced' in Array.prototype,
    window.CSS &&
      CSS.supports('color', 'light-dark(#fff, #000)') &&
      CSS.supports('selector(:has(a))'),
  ];
  if (needs.every(Boolean)) return;
  // src/main.tsx does not start then.
  document.documentElement.setAttribute('data-unsupported', '');
  document.addEventListener('DOMContentLoaded', function () {
    var root = document.getElementById('root');
    root.textContent =
      'This browser is too old for Chatkeep. It works in Chrome and Edge 123, Firefox 125 and Safari 17.5, and in all that came later.';
    root.setAttribute('role', 'alert');
  });
})();
