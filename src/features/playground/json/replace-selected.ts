import { EditorView } from '@codemirror/view';

/**
 * Text over a selection is put in by the editor itself: the browser would carry the old text's colours over in a
 * style attribute, which the page's policy reports.
 */
export const replaceSelected = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const [range] = event.getTargetRanges();
    if (event.inputType !== 'insertText' || event.data === null || !range) return false;
    if (view.composing) return false;
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
