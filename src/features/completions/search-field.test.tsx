import { fireEvent, render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { SearchField } from './search-field';

const field = () => screen.getByRole<HTMLInputElement>('searchbox');
const type = (value: string) => fireEvent.change(field(), { target: { value } });

/** The address follows when the test says so, as on a busy machine. */
function show() {
  const asked: string[] = [];
  const at = (text: string) => (
    <SearchField text={text} reason={null} onSearch={(query) => asked.push(query)} />
  );
  const { rerender } = render(at(''));
  return { asked, arrives: (text: string) => rerender(at(text)) };
}

test('letters typed while a search is on its way to the address stay', () => {
  const { asked, arrives } = show();
  type('keep');
  fireEvent.keyDown(field(), { key: 'Enter' });
  type('keep thi');
  arrives('keep');
  expect(field().value).toBe('keep thi');
  type('keep this');
  fireEvent.keyDown(field(), { key: 'Enter' });
  type('keep this!');
  arrives('keep this');
  expect(field().value).toBe('keep this!');
  expect(asked).toEqual(['keep', 'keep this']);
});

test('two searches on their way arrive one after another and take no letter', () => {
  const { arrives } = show();
  for (const text of ['a', 'ab']) {
    type(text);
    fireEvent.keyDown(field(), { key: 'Enter' });
  }
  type('abc');
  arrives('a');
  arrives('ab');
  expect(field().value).toBe('abc');
});

test('a text that comes from elsewhere is shown, also one that was asked for before', () => {
  const { arrives } = show();
  type('keep');
  fireEvent.keyDown(field(), { key: 'Enter' });
  arrives('keep');
  type('keep this');
  arrives('cats');
  expect(field().value).toBe('cats');
  arrives('keep');
  expect(field().value).toBe('keep');
});

test('what is taken back before it has arrived is from elsewhere when it comes later', () => {
  const { asked, arrives } = show();
  type('keep');
  fireEvent.keyDown(field(), { key: 'Enter' });
  fireEvent.keyDown(field(), { key: 'Escape' });
  expect(asked).toEqual(['keep', '']);
  arrives('keep');
  expect(field().value).toBe('keep');
});

test('a search that is taken back while a later one is on its way is asked for again', () => {
  const { asked, arrives } = show();
  for (const text of ['keep', 'keep this']) {
    type(text);
    fireEvent.keyDown(field(), { key: 'Enter' });
  }
  arrives('keep');
  type('keep');
  type('keep ');
  arrives('keep this');
  expect(field().value).toBe('keep ');
  fireEvent.keyDown(field(), { key: 'Enter' });
  expect(asked).toEqual(['keep', 'keep this', 'keep']);
});
