import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastMessages } from './last-messages';

type Message = { role: string; at: number };

/** One letter a message: s system, d developer, u user, a assistant, c an assistant's calls, t and f their results. */
const roles: Record<string, string> = {
  s: 'system',
  d: 'developer',
  u: 'user',
  a: 'assistant',
  c: 'assistant',
  t: 'tool',
  f: 'function',
};

function conversation(letters: string): Message[] {
  return Array.from(letters, (letter, at) => ({ role: roles[letter] ?? '', at }));
}

function kept(letters: string, most: number): string {
  return lastMessages(conversation(letters), most)
    .map(({ at }) => letters[at])
    .join('');
}

test.each([
  ['uauau', 1, 'u'],
  ['uauau', 2, 'au'],
  ['uauau', 5, 'uauau'],
  ['uauau', 99, 'uauau'],
  ['', 3, ''],
  // The system’s are not counted, wherever they stand.
  ['suausdu', 1, 'ssdu'],
  ['s', 1, 's'],
  // Calls and their results go or stay together.
  ['ucttau', 2, 'au'],
  ['ucttau', 4, 'au'],
  ['ucttau', 5, 'cttau'],
  ['ucfau', 3, 'au'],
  // In the middle of its calls, the model still knows what it was asked.
  ['uauctt', 1, 'uctt'],
  ['uauctct', 2, 'uct'],
  ['uauctct', 5, 'uctct'],
  // An answer that is to be gone on with.
  ['uaua', 1, 'ua'],
  // Results without a call, as somebody may write them.
  ['tu', 1, 'u'],
  ['t', 1, 't'],
])('of %s the last %i are %s', (letters, most, expected) => {
  expect(kept(letters, most)).toBe(expected);
});

test('keeps the order, all instructions, whole calls and the end, within the number', () => {
  const letters = fc.stringMatching(/^s?(u(ct{1,3}){0,3}a?|d|a){0,8}u?$/);
  fc.assert(
    fc.property(letters, fc.integer({ min: 1, max: 12 }), (text, most) => {
      const all = conversation(text);
      const sent = lastMessages(all, most);
      const places = sent.map(({ at }) => at);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      const isInstruction = ({ role }: Message) => ['system', 'developer'].includes(role);
      expect(sent.filter(isInstruction)).toEqual(all.filter(isInstruction));
      const others = all.filter((message) => !isInstruction(message));
      if (others.length > 0) expect(sent).toContain(others.at(-1));
      for (const [at, message] of others.entries()) {
        if (message.role === 'tool') {
          expect(sent.includes(message)).toBe(sent.includes(others[at - 1] as Message));
        }
      }
      if (!text.includes('c') && text.includes('u')) {
        expect(sent.length - sent.filter(isInstruction).length).toBeLessThanOrEqual(most + 1);
      }
      if (others.length <= most) expect(sent).toEqual(all);
    }),
  );
});
