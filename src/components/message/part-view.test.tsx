import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { PartView } from '@/components/message/part-view';

test('a file is offered and saved under a name that shows what kind it is', () => {
  const data = 'data:application/octet-stream;base64,AA==';
  const part = { kind: 'file', name: 'invoice\u202Efdp.exe', data } as const;
  render(<PartView part={part} isAnswer isFormatted isStreaming={false} />);
  const link = screen.getByRole('link');
  expect(link.getAttribute('download')).toBe('invoice[U+202E]fdp.exe');
  expect(link.textContent).toContain('invoice[U+202E]fdp.exe');
});

test.each([
  [true, 'Made by the model'],
  [false, 'Attached picture'],
])('a picture that came with its message is shown, of an answer or not (%s)', (isAnswer, name) => {
  const part = { kind: 'image', url: 'data:image/png;base64,iVBORw0KGgo=' } as const;
  render(<PartView part={part} isAnswer={isAnswer} isFormatted isStreaming={false} />);
  expect(screen.getByRole('img', { name }).getAttribute('src')).toBe(part.url);
});

test('a picture that is somewhere else is asked for by nobody', () => {
  const part = { kind: 'image', url: 'https://pictures.test/a.png' } as const;
  render(<PartView part={part} isAnswer={false} isFormatted isStreaming={false} />);
  expect(screen.queryByRole('img')).toBeNull();
});
