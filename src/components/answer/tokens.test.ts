import { expect, test } from 'vitest';
import { formatProbability, levelOf, piecesOf, visibleText } from './tokens';

const encoder = new TextEncoder();
const token = (text: string, probability: number, top: object[] = []) => ({
  token: text,
  logprob: Math.log(probability),
  bytes: [...encoder.encode(text)],
  top_logprobs: top,
});
const part = (bytes: number[], probability: number) => ({
  token: 'bytes:…',
  logprob: Math.log(probability),
  bytes,
  top_logprobs: [],
});
const close = (value: number) => expect.closeTo(value, 6) as number;

test('tokens keep their text, probability and alternatives, the likeliest first', () => {
  const top = [token(' Lyon', 0.1), token(' Paris', 0.9)];
  expect(piecesOf({ content: [token(' Paris', 0.9, top)], refusal: null })).toEqual([
    {
      text: ' Paris',
      probability: close(0.9),
      steps: [
        {
          text: ' Paris',
          probability: close(0.9),
          alternatives: [
            { text: ' Paris', probability: close(0.9) },
            { text: ' Lyon', probability: close(0.1) },
          ],
        },
      ],
    },
  ]);
});

test('an emoji that is split over tokens is one piece, whose parts are named by their bytes', () => {
  const [a, b, c, d] = encoder.encode('😀');
  const list = [
    token('Hi ', 1),
    part([a!, b!], 0.5),
    part([c!], 0.5),
    part([d!], 1),
    token('!', 1),
  ];
  const pieces = piecesOf({ content: list });
  expect(pieces.map(({ text }) => text)).toEqual(['Hi ', '😀', '!']);
  expect(pieces[1]?.probability).toBeCloseTo(0.25);
  expect(pieces[1]?.steps.map(({ text }) => text)).toEqual(['\\xf0\\x9f', '\\x98', '\\x80']);
});

test('bytes that never become a character, none at all, and odd members do no harm', () => {
  const noBytes = { token: 'x', logprob: 0, bytes: null };
  const list = [part([0xf0], 1), noBytes, null, { token: 1 }, part([0xff], 1)];
  expect(piecesOf({ content: list }).map(({ text }) => text)).toEqual(['\ufffd', 'x', '\ufffd']);
  const broken = Array.from({ length: 40 }, () => part([0xff], 1));
  expect(
    piecesOf({ content: broken })
      .map(({ text }) => text)
      .join(''),
  ).toBe('\ufffd'.repeat(40));
  for (const odd of [null, undefined, 'x', {}, { content: {} }]) {
    expect(piecesOf(odd)).toEqual([]);
  }
});

test('ten thousand tokens are read in an instant', () => {
  const content = Array.from({ length: 10_000 }, (_, at) => token(` word${at}`, 0.5));
  expect(piecesOf({ content, refusal: content })).toHaveLength(20_000);
});

test('probabilities have levels and a text', () => {
  expect([1, 0.9, 0.7, 0.5, 0.2, 0.01].map(levelOf)).toEqual([0, 1, 2, 3, 4, 5]);
  expect([1, 0.5, 0.001, 1e-9, 0].map(formatProbability)).toEqual([
    '100.0 %',
    '50.0 %',
    '0.10 %',
    '< 0.01 %',
    '0.00 %',
  ]);
  expect(visibleText(' a b\n')).toBe('·a b⏎');
});
