import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Chip } from '@/ui/chip';

const TURNED = 'invoice\u202Efdp.exe';
const SHOWN = 'invoice[U+202E]fdp.exe';

test('a chip reads as what it is, in its name, its value and its tooltip', () => {
  render(<Chip name={TURNED} value={TURNED} title={`Show only ${TURNED}`} onClick={() => {}} />);
  const chip = screen.getByTitle(`Show only ${SHOWN}`);
  expect(chip.textContent).toBe(`${SHOWN}=${SHOWN}`);
});
