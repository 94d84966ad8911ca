// Runs before the first paint. A chosen theme never flashes; without a choice the system decides.
try {
  var saved = JSON.parse(localStorage.getItem('chatkeep.preferences') || '{}');
  var theme = saved.state && saved.state.theme;
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch (error) {
  // Storage can be blocked (private windows, policies): then the system's theme is right.
  void error;
}

// Runs in any browser, before the app: says so where something is missing that the app cannot do without, and where the
// app itself does not arrive.
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
  function say(sentence) {
    var root = document.getElementById('root');
    root.textContent = sentence;
    root.setAttribute('role', 'alert');
  }
  // Errors of elements do not bubble. Until the app has begun, the frame of index.html stands in its place.
  window.addEventListener(
    'error',
    function (event) {
      var isApp = event.target && event.target.type === 'module';
      if (!isApp || !document.querySelector('#root noscript')) return;
      document.documentElement.setAttribute('data-unsupported', '');
      say('Chatkeep could not be loaded. Check your connection, then reload the page.');
    },
    true,
  );
  if (needs.every(Boolean)) return;
  // src/main.tsx does not start then.
  document.documentElement.setAttribute('data-unsupported', '');
  document.addEventListener('DOMContentLoaded', function () {
    say(
      'This browser is too old for Chatkeep. It works in Chrome and Edge 123, Firefox 125 and Safari 17.5, and in all that came later.',
    );
  });
})();
