import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { TextArea } from '@/ui/text-area';

let kept = '';

function Note({ text }: { text: string }) {
  const [value, setValue] = useState(text);
  kept = value;
  return <TextArea label="Note" value={value} onChange={({ target }) => setValue(target.value)} />;
}

const field = () => screen.getByLabelText<HTMLTextAreaElement>('Note');

test('a text with carriage returns is not changed by typing, unless somebody agrees to it', async () => {
  const user = userEvent.setup();
  render(<Note text={'one\r\ntwo\rthree'} />);
  expect(field().readOnly).toBe(true);
  await user.type(field(), 'x');
  expect(kept).toBe('one\r\ntwo\rthree');
  await user.click(screen.getByRole('button', { name: /line breaks instead/ }));
  expect(kept).toBe('one\r\ntwo\rthree');
  expect(field().readOnly).toBe(false);
  await user.type(field(), 'x');
  expect(kept).toBe('one\ntwo\nthreex');
  expect(screen.queryByText(/carriage returns/)).toBeNull();
});

test.each(['', 'one\ntwo', 'a\tb', '\u2028'])('%j is edited as it is', async (text) => {
  render(<Note text={text} />);
  expect(field().readOnly).toBe(false);
  await userEvent.setup().type(field(), 'x');
  expect(kept).toBe(`${text}x`);
});
