import { render, screen } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { TextArea } from '@/ui/text-area';

type Props = { text: string; onType: (text: string) => void };

function Note({ text, onType }: Props) {
  const [value, setValue] = useState(text);
  function change(next: string) {
    setValue(next);
    onType(next);
  }
  return <TextArea label="Note" value={value} onChange={({ target }) => change(target.value)} />;
}

const field = () => screen.getByLabelText<HTMLTextAreaElement>('Note');

test('a text with carriage returns is not changed by typing, unless somebody agrees to it', async () => {
  const user = userEvent.setup({});
  const onType = vi.fn();
  render(<Note text={'one\r\ntwo\rthree'} onType={onType} />);
  expect(field().readOnly).toBe(true);
  await user.type(field(), 'x');
  await user.click(screen.getByRole('button', { name: /line breaks instead/ }));
  expect(onType).not.toHaveBeenCalled();
  expect(field().readOnly).toBe(false);
  await user.type(field(), 'x');
  expect(onType).toHaveBeenLastCalledWith('one\ntwo\nthreex');
  expect(screen.queryByText(/carriage returns/)).toBeNull();
});

test.each(['', 'one\ntwo', 'a\tb', '\u2028'])('%j is edited as it is', async (text) => {
  const onType = vi.fn();
  render(<Note text={text} onType={onType} />);
  expect(field().readOnly).toBe(false);
  await userEvent.setup({}).type(field(), 'x');
  expect(onType).toHaveBeenLastCalledWith(`${text}x`);
});
