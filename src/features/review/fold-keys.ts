/** What the keys of a review fold: instructions, and all that came before the answer. */
const FOLDS = {
  system: '[data-fold="system"]',
  prompt: '[data-fold="prompt"], [data-role="user"] [data-fold="text"]',
};

/** Opens what is folded; where nothing is, it folds all. */
export function toggleFolds(part: keyof typeof FOLDS): void {
  const folds = [...document.querySelectorAll<HTMLElement>(FOLDS[part])];
  const folded = folds.filter((fold) => fold.getAttribute('aria-expanded') !== 'true');
  for (const fold of folded.length > 0 ? folded : folds) fold.click();
}

/** The keys that scroll act on what has the focus. */
export function goToAnswer(): void {
  const answer = document.querySelector<HTMLElement>('[data-judged]');
  answer?.focus({ preventScroll: true });
  answer?.scrollIntoView({ block: 'start' });
}

/** To where the keys are answers again; never to the body, from where Tab begins at the top of the page. */
export function goToQuestions(): void {
  document.querySelector<HTMLElement>('[data-review]')?.focus({ preventScroll: true });
}
