// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest';
import { swallowSecondClicks } from './second-clicks';

swallowSecondClicks(document);

const press = (control: Element, detail: number) =>
  control.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail }));

const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 1)));

function button(label: string, onClick: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.textContent = label;
  made.addEventListener('click', onClick);
  document.body.append(made);
  return made;
}

beforeEach(() => document.body.replaceChildren());

test('the second click of a double click does not reach what the first one brought', () => {
  const run = vi.fn();
  const stop = button('Stop', () => stop.remove());
  press(stop, 1);
  press(button('Run', run), 2);
  expect(run).not.toHaveBeenCalled();
});

test('nor the same button when it has come to mean something else', () => {
  const acted: string[] = [];
  const pause = button('Pause', () => {
    acted.push(pause.textContent);
    pause.textContent = 'Resume';
  });
  press(pause, 1);
  press(pause, 2);
  expect(acted).toEqual(['Pause']);
  press(pause, 1);
  expect(acted).toEqual(['Pause', 'Resume']);
});

test('nor a button of the same name that lies over the first one', () => {
  const confirm = vi.fn();
  press(
    button('Delete', () => undefined),
    1,
  );
  press(button('Delete', confirm), 2);
  expect(confirm).not.toHaveBeenCalled();
});

test('nor any button before the page has shown what the first click did, by Enter neither', async () => {
  const save = vi.fn();
  const saving = button('Save', save);
  press(saving, 1);
  press(saving, 2);
  press(saving, 0);
  expect(save).toHaveBeenCalledTimes(1);
  await drawn();
  press(saving, 0);
  expect(save).toHaveBeenCalledTimes(2);
});

test('what stays the same is pressed as often as one likes, also when it is drawn anew', async () => {
  const next = vi.fn();
  const pager = button('Next', () => {
    next();
    pager.remove();
  });
  press(pager, 1);
  const again = button('Next', next);
  press(again, 2);
  await drawn();
  press(again, 3);
  expect(next).toHaveBeenCalledTimes(3);
});
