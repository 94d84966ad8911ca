import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
  completionStatus,
} from '@codemirror/autocomplete';
import { history, historyKeymap, standardKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching } from '@codemirror/language';
import { linter } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, tooltips, type KeyBinding } from '@codemirror/view';
import { useLayoutEffect, useRef } from 'react';
import { useLatest } from '@/ui/use-latest';
import { editorLook } from './editor-look';
import type { JsonKind } from '../json-notes/note';
import { NoteList } from './note-list';
import { replaceSelected } from './replace-selected';
import { suggestJson } from '../json-notes/suggest-json';
import { type TextNote, textNotes } from '../json-notes/text-notes';

export type EditorProps = {
  label: string;
  kind: JsonKind;
  value: string;
  /** What is wrong with it beyond what is noted here. */
  error: string | undefined;
  isLarge?: boolean;
  /** Where it is written on, in UTF-16 code units. */
  caret?: number;
  onChange: (value: string) => void;
};

/** A JSON text with colours, checks at their places and suggestions. */
export function JsonEditor(props: EditorProps) {
  const { label, kind, value, error, isLarge = false, onChange } = props;
  const notes = textNotes(kind, value);
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useLatest(onChange);
  // The editor is outside React: it is made once, calls what is newest, and is told of values from elsewhere.
  useLayoutEffect(() => {
    replaceText(view.current, value);
  });
  // With the paint: a key that came between the field before and this one would be lost.
  useLayoutEffect(() => {
    if (!host.current) return undefined;
    const made = editorIn(host.current, props, (text) => latest.current(text));
    view.current = made;
    if (isLarge) {
      made.focus();
      // A dialog that opens with the same paint is not open yet.
      queueMicrotask(() => made.focus());
    }
    return () => made.destroy();
    // oxlint-disable-next-line react/exhaustive-deps -- its value is kept up above, the rest never changes
  }, [label, kind, isLarge]);
  return (
    <>
      <div ref={host} />
      <NoteList
        notes={notes}
        onPick={({ from }) => {
          view.current?.dispatch({ selection: { anchor: from }, scrollIntoView: true });
          view.current?.focus();
        }}
      />
      {error && !notes.some(isFault) && (
        <p role="alert" className="mt-1 text-xs text-danger-ink">
          {error}
        </p>
      )}
    </>
  );
}

function replaceText(view: EditorView | null, value: string) {
  const current = view?.state.doc.toString();
  if (!view || current === value) return;
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } });
}

/**
 * Where the browser knows of plain text, it carries no colours of replaced text over in style attributes, which the
 * policy of the page reports.
 */
const EDITABLE = isPlainTextKnown() ? 'plaintext-only' : 'true';

function isPlainTextKnown(): boolean {
  const element = document.createElement('div');
  element.setAttribute('contenteditable', 'plaintext-only');
  return element.contentEditable === 'plaintext-only';
}

/** In a shadow root its styles are adopted sheets: the page's policy allows no style elements. */
function editorIn(host: HTMLElement, props: EditorProps, onText: (text: string) => void) {
  const { label, kind, value, isLarge = false, caret = 0 } = props;
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const state = EditorState.create({
    doc: value,
    selection: { anchor: Math.min(caret, value.length) },
    extensions: [
      json(),
      history(),
      replaceSelected,
      bracketMatching(),
      closeBrackets(),
      EditorView.lineWrapping,
      tooltips({ position: 'fixed' }),
      autocompletion({ override: [suggestJson(kind)], icons: false, defaultKeymap: false }),
      linter((view) => diagnostics(kind, view.state.doc.toString()), { delay: 200 }),
      // Tab is left alone: it leads on to the next control. So is ⌘/Ctrl+Enter, which runs.
      keymap.of([...closeBracketsKeymap, ...suggestionKeys, ...historyKeymap, ...standardKeymap]),
      EditorView.contentAttributes.of((view) => ({
        'aria-label': label,
        tabindex: '0',
        contenteditable: EDITABLE,
        'aria-invalid': String(hasFault(kind, view.state.doc.toString())),
      })),
      EditorView.updateListener.of(({ docChanged, state: { doc } }) => {
        if (docChanged) onText(doc.toString());
      }),
      editorLook(isLarge),
    ],
  });
  return new EditorView({ state, root, parent: root });
}

/** Escape closes suggestions that are shown; while they are still looked for, it closes the dialog around them. */
const suggestionKeys: KeyBinding[] = [
  ...completionKeymap.filter(({ key }) => key !== 'Escape'),
  {
    key: 'Escape',
    run: (view) => {
      const wereShown = completionStatus(view.state) === 'active';
      closeCompletion(view);
      return wereShown;
    },
  },
];

function diagnostics(kind: JsonKind, text: string) {
  return textNotes(kind, text).map(({ from, to, severity, message }) => ({
    from,
    to,
    message,
    severity: severity === 'fault' ? ('error' as const) : ('info' as const),
  }));
}

function hasFault(kind: JsonKind, text: string): boolean {
  return textNotes(kind, text).some(isFault);
}

function isFault({ severity }: TextNote): boolean {
  return severity === 'fault';
}
