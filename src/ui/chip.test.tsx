import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { PartView } from '@/components/message/part-view';
import { Chip } from '@/ui/chip';

const TURNED = 'invoice\u202Efdp.exe';
const SHOWN = 'invoice[U+202E]fdp.exe';

test('a chip reads as what it is, in its name, its value and its tooltip', () => {
  render(<Chip name={TURNED} value={TURNED} title={`Show only ${TURNED}`} onClick={() => {}} />);
  const chip = screen.getByTitle(`Show only ${SHOWN}`);
  expect(chip.textContent).toBe(`${SHOWN}=${SHOWN}`);
});

test('a file is offered and saved under a name that shows what kind it is', () => {
  const data = 'data:application/octet-stream;base64,AA==';
  render(
    <PartView
      part={{ kind: 'file', name: TURNED, data }}
      isAnswer
      isFormatted
      isStreaming={false}
    />,
  );
  const link = screen.getByRole('link');
  expect(link.getAttribute('download')).toBe(SHOWN);
  expect(link.textContent).toContain(SHOWN);
});
