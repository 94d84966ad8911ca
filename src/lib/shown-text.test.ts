import { expect, it } from 'vitest';
import { shownText } from './shown-text';

it('shows what turns letters round, and leaves out what only sets a direction', () => {
  expect(shownText('invoice_\u202Efdp.exe')).toBe('invoice_[U+202E]fdp.exe');
  expect(shownText('a\u202Db\u202Cc')).toBe('a[U+202D]bc');
  expect(shownText('\u2067שלום\u2069 \u202Aabc')).toBe('שלום abc');
  expect(shownText('plain 🚋 \u200Fשלום')).toBe('plain 🚋 \u200Fשלום');
});
