// Before anything is painted: the colours that this browser showed last. The service's settings come later.
try {
  const theme = localStorage.getItem('hermes.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be closed to us.
}
