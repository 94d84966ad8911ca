import { fireEvent, render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { SearchBox } from '@/ui/search-box';

const field = () => screen.getByRole<HTMLInputElement>('searchbox');
const type = (value: string) => fireEvent.change(field(), { target: { value } });
const enter = () => fireEvent.keyDown(field(), { key: 'Enter' });

/** The address follows when the test says so, as on a busy machine. */
function show() {
  const asked: string[] = [];
  const at = (text: string) => (
    <SearchBox label="Search" text={text} onSearch={(query) => asked.push(query)} />
  );
  const { rerender } = render(at(''));
  return { asked, arrives: (text: string) => rerender(at(text)) };
}

test('letters typed while a search is on its way to the address stay', () => {
  const { asked, arrives } = show();
  type('keep');
  enter();
  type('keep this');
  arrives('keep');
  expect(field().value).toBe('keep this');
  enter();
  expect(asked).toEqual(['keep', 'keep this']);
});

test('the text of the address is shown when one goes back', () => {
  const { arrives } = show();
  type('keep');
  enter();
  arrives('keep');
  arrives('');
  expect(field().value).toBe('');
});

test('one search is asked for once, by Enter and by leaving the field', () => {
  const { asked } = show();
  type(' keep ');
  enter();
  fireEvent.blur(field());
  expect(asked).toEqual(['keep']);
});
