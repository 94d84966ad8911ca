import { EditorView } from '@codemirror/view';

/**
 * Text over a selection is put in by the editor itself: the browser would carry the old text's colours over in a
 * style attribute, which the page's policy reports.
 */
export const replaceSelected = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== 'insertText' || event.data === null || view.composing) return false;
    const range = event.getTargetRanges()[0] ?? selectedRange(view);
    if (!range) return false;
    const from = view.posAtDOM(range.startContainer, range.startOffset);
    const to = view.posAtDOM(range.endContainer, range.endOffset);
    if (from >= to) return false;
    event.preventDefault();
    const insert = event.data;
    view.dispatch({
      changes: { from, to, insert },
      selection: { anchor: from + insert.length },
      userEvent: 'input.type',
    });
    return true;
  },
});

/** Chromium names no target ranges within a shadow root: there its selection is asked for, as the browser has it now. */
function selectedRange({ root, contentDOM }: EditorView): StaticRange | undefined {
  if (!(root instanceof ShadowRoot)) return undefined;
  const selection = document.getSelection();
  const range = selection?.getComposedRanges?.({ shadowRoots: [root] })[0] ?? rangeIn(root);
  return range &&
    contentDOM.contains(range.startContainer) &&
    contentDOM.contains(range.endContainer)
    ? range
    : undefined;
}

/** Chromium's own way to a selection within a shadow root, before it had `getComposedRanges`. */
function rangeIn(root: ShadowRoot & { getSelection?: () => Selection | null }) {
  const selection = root.getSelection?.();
  return selection?.rangeCount ? selection.getRangeAt(0) : undefined;
}
