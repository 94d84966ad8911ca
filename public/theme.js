// Runs before the first paint so that a chosen theme never flashes; without a choice the system decides.
try {
  var saved = JSON.parse(localStorage.getItem('chatkeep.preferences') || '{}');
  var theme = saved.state && saved.state.theme;
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch (error) {
  // Storage can be blocked (private windows, policies): then the system's theme is right.
  void error;
}
