import { expect, it } from 'vitest';
import { isModel, pairsHold } from './hold';

it('holds rows against pairs to the letter', () => {
  expect(pairsHold({ env: 'prod', n: '1' }, { env: 'prod' })).toBe('yes');
  expect(pairsHold({ env: 'prod', n: '1' }, { env: 'prod', n: '1' })).toBe('yes');
  expect(pairsHold({ env: 'prod' }, { env: 'prod', n: '1' })).toBe('no');
  for (const near of ['Prod', 'production', ' prod', 'pro', '']) {
    expect(pairsHold({ env: near }, { env: 'prod' })).toBe('no');
  }
  expect(pairsHold({ Env: 'prod' }, { env: 'prod' })).toBe('no');
  expect(pairsHold({ env: 1 }, { env: '1' })).toBe('no');
  expect(pairsHold({}, { env: 'prod' })).toBe('no');
  expect(pairsHold({}, { toString: 'x', constructor: 'y' })).toBe('no');
});

it('does not judge rows that come without metadata', () => {
  for (const none of [null, undefined, [], 'env=prod']) {
    expect(pairsHold(none, { env: 'prod' })).toBe('unknown');
    expect(pairsHold(none, {})).toBe('yes');
  }
});

it('knows the dated version of a model, and not its relatives', () => {
  for (const said of ['gpt-5', 'gpt-5-2026-08-07', 'gpt-5-0613', 'openai/gpt-5', 'gpt-5@20260807'])
    expect([said, isModel(said, 'gpt-5')]).toEqual([said, true]);
  expect(isModel('llama3.2', 'local:llama3.2')).toBe(true);
  for (const said of ['gpt-5-mini', 'gpt-5.2', 'gpt-50', 'GPT-5', 'gpt-', ''])
    expect([said, isModel(said, 'gpt-5')]).toEqual([said, false]);
});
