import { render, screen } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { JsonField } from './json-field';

function Form() {
  const [value, setValue] = useState('');
  return (
    <JsonField label="Schema" kind="schema" error={undefined} value={value} onChange={setValue} />
  );
}

it('what is typed before the editor has come is in it, and goes on where the caret was', async () => {
  const user = userEvent.setup({});
  render(<Form />);
  const plain = screen.getByRole('textbox', { name: 'Schema' });
  await user.type(plain, '12');
  expect(plain.isConnected).toBe(true);
  await vi.waitFor(() => expect(plain.isConnected).toBe(false), { timeout: 20_000 });
  const editor = [...document.querySelectorAll('div')].find(({ shadowRoot }) => shadowRoot);
  const { EditorView } = await import('@codemirror/view');
  const content = editor?.shadowRoot?.querySelector<HTMLElement>('.cm-content');
  const view = content && EditorView.findFromDOM(content);
  expect(view?.state.doc.toString()).toBe('12');
  expect(view?.state.selection.main.head).toBe(2);
});
