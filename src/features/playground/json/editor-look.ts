import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The colours of code elsewhere (index.css); its classes do not reach into the editor's shadow root. */
const colours = HighlightStyle.define([
  { tag: [tags.bool, tags.null], color: 'light-dark(#8b2fa8, #d7a3ee)' },
  { tag: tags.string, color: 'light-dark(#17693b, #8fd6a8)' },
  { tag: tags.number, color: 'light-dark(#9a4a00, #eab676)' },
  { tag: tags.propertyName, color: 'light-dark(#0b6574, #7fcfdd)' },
]);

const frame = EditorView.theme({
  '&': {
    color: 'var(--color-ink)',
    backgroundColor: 'var(--color-surface)',
    fontSize: '12px',
    borderRadius: '6px',
    boxShadow: 'inset 0 0 0 1px var(--color-control)',
  },
  '&.cm-focused': { outline: '2px solid var(--color-accent-ink)', outlineOffset: '1px' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '18px', overflow: 'auto' },
  '.cm-content': { padding: '6px 0', caretColor: 'var(--color-ink)' },
  '.cm-line': { padding: '0 10px' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--color-pressed)' },
  '.cm-lintRange-error': {
    textDecoration: 'underline wavy var(--color-danger)',
    backgroundImage: 'none',
  },
  '.cm-lintRange-info': {
    textDecoration: 'underline dotted var(--color-warning-ink)',
    backgroundImage: 'none',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--color-surface)',
    color: 'var(--color-ink)',
    border: '1px solid var(--color-line-strong)',
    borderRadius: '6px',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-mono)', maxWidth: '22rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '2px 8px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--color-accent-soft)',
    color: 'var(--color-accent-ink)',
  },
  '.cm-completionDetail': {
    color: 'var(--color-ink-3)',
    fontStyle: 'normal',
    fontFamily: 'var(--font-sans)',
  },
  '.cm-diagnostic': { fontFamily: 'var(--font-sans)', padding: '4px 8px', maxWidth: '22rem' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--color-danger)' },
  '.cm-diagnostic-info': { borderLeft: '3px solid var(--color-warning-ink)' },
});

const sized = (isLarge: boolean) =>
  EditorView.theme({
    '.cm-scroller': isLarge ? { height: '60vh' } : { maxHeight: '18rem', minHeight: '4.5rem' },
  });

export function editorLook(isLarge: boolean) {
  return [frame, sized(isLarge), syntaxHighlighting(colours)];
}
