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
