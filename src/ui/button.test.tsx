import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { userEvent } from '@/testing/user-event';
import { Button } from '@/ui/button';

const save = () => screen.getByRole('button', { name: 'Save' });

test('a button that works keeps the focus, before and after', () => {
  const { rerender } = render(<Button>Save</Button>);
  save().focus();
  for (const props of [{ loading: true }, { loading: true, disabled: true }, {}]) {
    rerender(<Button {...props}>Save</Button>);
    expect(document.activeElement).toBe(save());
  }
});

test('a button that is not now any more, or only now, keeps the focus', () => {
  const { rerender } = render(<Button notNow={null}>Save</Button>);
  save().focus();
  for (const notNow of ['A copy is under way', null]) {
    rerender(<Button notNow={notNow}>Save</Button>);
    expect(document.activeElement).toBe(save());
  }
});

test.each([
  ['works', { loading: true }],
  ['is not now', { notNow: 'A name is missing' }],
  ['works and is not now', { loading: true, notNow: 'A name is missing' }],
])('a button that %s does nothing, by pointer or key', async (_name, props) => {
  const done: string[] = [];
  render(
    <form
      onSubmit={(event) => {
        event.preventDefault();
        done.push('submit');
      }}
    >
      <input aria-label="Name" />
      <Button type="submit" {...props} onClick={() => done.push('click')}>
        Save
      </Button>
    </form>,
  );
  expect(save().getAttribute('aria-disabled')).toBe('true');
  await userEvent.click(save());
  save().focus();
  await userEvent.keyboard('{Enter} ');
  await userEvent.type(screen.getByLabelText('Name'), 'x{Enter}');
  expect(done).toEqual([]);
});

test('a click on a button that works reaches nothing around it', async () => {
  const clicked: string[] = [];
  render(
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- a row of a table
    <div onClick={() => clicked.push('row')}>
      <Button loading>Save</Button>
    </div>,
  );
  await userEvent.click(save());
  expect(clicked).toEqual([]);
});
