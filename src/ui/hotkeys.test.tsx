import { fireEvent, render, screen } from '@testing-library/react';
import { useLayoutEffect } from 'react';
import { expect, test } from 'vitest';
import { useHotkeys } from '@/ui/hotkeys';

function Page({ pressed }: { pressed: string[] }) {
  useHotkeys({
    j: () => pressed.push('j'),
    'Mod+k': () => pressed.push('Mod+k'),
    Escape: () => pressed.push('Escape'),
  });
  return <input aria-label="Search" />;
}

function renderPage() {
  const pressed: string[] = [];
  render(<Page pressed={pressed} />);
  return pressed;
}

test('a letter acts on the page and stays a letter in a text field', () => {
  const pressed = renderPage();
  fireEvent.keyDown(document.body, { key: 'j' });
  fireEvent.keyDown(screen.getByLabelText('Search'), { key: 'j' });
  expect(pressed).toEqual(['j']);
});

test('a chord acts while typing, with either modifier', () => {
  const pressed = renderPage();
  fireEvent.keyDown(screen.getByLabelText('Search'), { key: 'k', ctrlKey: true });
  fireEvent.keyDown(document.body, { key: 'K', metaKey: true });
  expect(pressed).toEqual(['Mod+k', 'Mod+k']);
});

test.each([
  ['composing', { key: 'Escape', isComposing: true }],
  ['an input method that only says 229', { key: 'j', keyCode: 229 }],
  ['AltGr as Ctrl+Alt', { key: 'k', ctrlKey: true, altKey: true }],
  ['Alt', { key: 'j', altKey: true }],
])('keys are left alone while %s', (_, init) => {
  const pressed = renderPage();
  fireEvent.keyDown(document.body, init);
  expect(pressed).toEqual([]);
});

test('keys belong to an open dialog, not to the page under it', () => {
  const pressed = renderPage();
  const dialog = document.body.appendChild(document.createElement('dialog'));
  dialog.setAttribute('open', '');
  fireEvent.keyDown(document.body, { key: 'j' });
  fireEvent.keyDown(document.body, { key: 'Escape' });
  dialog.remove();
  expect(pressed).toEqual([]);
});

test.each([
  ['a Russian layout', { key: 'о', code: 'KeyJ' }],
  ['a Greek layout', { key: 'ξ', code: 'KeyJ' }],
  ['a Hebrew layout', { key: 'ח', code: 'KeyJ' }],
])('the key of a letter works on %s', (_, init) => {
  const pressed = renderPage();
  fireEvent.keyDown(document.body, init);
  expect(pressed).toEqual(['j']);
});

test('a chord works on a Russian layout', () => {
  const pressed = renderPage();
  fireEvent.keyDown(document.body, { key: 'Л', code: 'KeyK', ctrlKey: true });
  expect(pressed).toEqual(['Mod+k']);
});

test('a Latin letter counts as what it types, wherever it is', () => {
  const pressed = renderPage();
  // On a Dvorak keyboard, the key of a US "j" types "h", and that of "c" types "j".
  fireEvent.keyDown(document.body, { key: 'h', code: 'KeyJ' });
  fireEvent.keyDown(document.body, { key: 'j', code: 'KeyC' });
  expect(pressed).toEqual(['j']);
});

test('letters and Escape belong to the open list of a select', () => {
  const pressed = renderPage();
  const select = document.body.appendChild(document.createElement('select'));
  const option = select.appendChild(document.createElement('option'));
  option.tabIndex = 0;
  option.focus();
  fireEvent.keyDown(option, { key: 'j' });
  fireEvent.keyDown(option, { key: 'Escape' });
  select.remove();
  expect(pressed).toEqual([]);
});

test('two keys one after the other act, and each alone keeps what it does', () => {
  const pressed: string[] = [];
  function Jumps() {
    useHotkeys({ 'g c': () => pressed.push('g c'), c: () => pressed.push('c') });
    return null;
  }
  render(<Jumps />);
  const press = (key: string, more = {}) => fireEvent.keyDown(document.body, { key, ...more });
  press('g');
  press('c');
  press('c');
  // A key that nothing follows ends the wait.
  press('g');
  press('x');
  press('c');
  press('g');
  press('Shift', { shiftKey: true });
  press('c');
  expect(pressed).toEqual(['g c', 'c', 'c', 'g c']);
});

test('a key that is pressed in the moment of a change acts on what is shown by then', () => {
  const pressed: string[] = [];
  const pressX = () =>
    void document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'x', bubbles: true }));
  // Between the paint and React's later effects is room for a key: this one comes at the earliest.
  function Row({ id }: { id: string }) {
    useHotkeys({ x: () => pressed.push(id) });
    useLayoutEffect(pressX);
    return id;
  }
  const { rerender, unmount } = render(<Row id="first" />);
  rerender(<Row id="second" />);
  expect(pressed).toEqual(['first', 'second']);
  function Left() {
    useLayoutEffect(() => pressX(), []);
    return null;
  }
  rerender(<Left />);
  unmount();
  expect(pressed).toEqual(['first', 'second']);
});
