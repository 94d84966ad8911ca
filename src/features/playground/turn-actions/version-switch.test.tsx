import { render, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { userEvent } from '@/testing/user-event';
import { VersionSwitch } from './version-switch';

const KEYS = ['a', 'b', 'c'];

function Switch() {
  const [shown, setShown] = useState('b');
  return <VersionSwitch keys={KEYS} shown={shown} isBusy={false} onShow={setShown} />;
}

test.each([
  ['Version after', '3 of 3', 'The last version'],
  ['Version before', '1 of 3', 'The first version'],
])('at its end %s keeps the focus, does nothing and says why', async (name, place, why) => {
  render(<Switch />);
  const button = screen.getByRole('button', { name });
  await userEvent.click(button);
  await userEvent.keyboard('{Enter}{Enter}');
  expect(screen.getByText(place)).toBeTruthy();
  expect(document.activeElement).toBe(button);
  expect(button.getAttribute('aria-description')).toBe(why);
});
