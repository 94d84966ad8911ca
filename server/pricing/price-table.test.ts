import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calcPrice, findProvider } from '@pydantic/genai-prices';
import { describe, expect, it } from 'vitest';
import { readPriceTable } from './price-table';

const OPENAI = 'https://api.openai.com/v1';
const usage = { promptTokens: 1_000, completionTokens: 500, cachedTokens: 400 };

function withOwn(prices: object[]) {
  const folder = mkdtempSync(join(tmpdir(), 'prices-'));
  const path = join(folder, 'prices.json');
  writeFileSync(path, JSON.stringify({ prices }));
  const table = readPriceTable({ path, isOurs: false });
  rmSync(folder, { recursive: true });
  return table;
}

describe('the price table', () => {
  it.each([
    ['UTF-8 with a mark', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf8')],
    ['UTF-16 LE with a mark', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 BE with a mark', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['UTF-16 LE without one', (text: string) => Buffer.from(text, 'utf16le')],
    ['UTF-16 BE without one', (text: string) => Buffer.from(text, 'utf16le').swap16()],
  ])('is read as %s', (_, encoded) => {
    const folder = mkdtempSync(join(tmpdir(), 'prices-'));
    const file = join(folder, 'prices.json');
    const prices = [{ host: 'localhost', model: 'ö 😀', input: 1, output: 2 }];
    const text = JSON.stringify({ source: 'me', checked: '2026-01-01', prices });
    writeFileSync(file, encoded(text));
    const { cost } = readPriceTable({ path: file, isOurs: false });
    rmSync(folder, { recursive: true });
    expect(cost('http://localhost:1/v1', 'ö 😀', usage)).toBeCloseTo(0.002, 12);
  });

  it('prices cached and other input and output by model, dated snapshots like their family', () => {
    const { cost } = readPriceTable(null);
    const expected = (600 * 2.5 + 400 * 1.25 + 500 * 10) / 1_000_000;
    expect(cost(OPENAI, 'gpt-4o', usage)).toBeCloseTo(expected, 12);
    expect(cost(OPENAI, 'gpt-4o-2024-08-06', usage)).toBeCloseTo(expected, 12);
  });

  it('shows no cost for unknown models, other hosts and missing usage', () => {
    const { cost } = readPriceTable(null);
    expect(cost(OPENAI, 'gpt-of-tomorrow', usage)).toBeNull();
    expect(cost(OPENAI, 'text-embedding-3-small', usage)).toBeNull();
    expect(cost('http://127.0.0.1:11434/v1', 'gpt-4o', usage)).toBeNull();
    expect(cost(OPENAI, 'gpt-4o', { ...usage, completionTokens: null })).toBeNull();
  });

  it.each([
    // $1 a million up to 1,000 tokens, $2 above, $4 above 10,000.
    [1_000, 0.001],
    [1_001, 0.002002],
    [10_000, 0.02],
    [10_001, 0.040004],
  ])(
    'of an own price %d tokens cost $%d, in whichever order its tiers stand',
    (tokens, dollars) => {
      const tiers = [
        { above: 10_000, rate: 4 },
        { above: 1_000, rate: 2 },
      ];
      const costs = [tiers, tiers.toReversed()].map((each) =>
        withOwn([{ host: 'here', model: 'm', input: { base: 1, tiers: each }, output: 0 }]).cost(
          'http://here/v1',
          'm',
          { promptTokens: tokens, completionTokens: 7, cachedTokens: null },
        ),
      );
      expect(costs).toEqual([expect.closeTo(dollars, 12), expect.closeTo(dollars, 12)]);
    },
  );

  it('takes an own price of one port before that of its host', () => {
    const price = { model: 'm-2026-01-01', output: 0 };
    const table = withOwn([
      { ...price, host: 'localhost', input: 1 },
      { ...price, host: 'LocalHost:4000', model: 'm', input: 2 },
      { ...price, host: 'llm.example.com:443', input: 3 },
    ]);
    const cost = (address: string) =>
      table.cost(address, 'm-2026-01-01', {
        promptTokens: 1e6,
        completionTokens: 0,
        cachedTokens: null,
      });
    expect(cost('http://localhost:4000/v1')).toBe(2);
    expect(cost('http://localhost:4001/v1')).toBe(1);
    expect(cost('https://llm.example.com/v1')).toBe(3);
    expect(cost('https://llm.example.com:8443/v1')).toBeNull();
  });

  it('reads the host of an own price as an address has it, and takes the later of two entries of a day', () => {
    const own = { host: 'LLM.Example.com', model: 'm', output: 0, from: '2026-01-01' };
    const { cost } = withOwn([
      { ...own, input: 9, from: '2026-02-01' },
      { ...own, input: 1 },
      { ...own, input: 2 },
    ]);
    const day = (text: string) => Date.parse(text) / 1_000;
    const million = { promptTokens: 1_000_000, completionTokens: 0, cachedTokens: 0 };
    const at = (text: string) => cost('https://llm.example.com:8443/v1', 'm', million, day(text));
    expect(at('2025-12-31T23:59:59Z')).toBeNull();
    expect(at('2026-01-01T00:00:00Z')).toBe(2);
    expect(at('2026-01-31T23:59:59Z')).toBe(2);
    expect(at('2026-02-01T00:00:00Z')).toBe(9);
  });

  it('agrees with the package that its figures are from', () => {
    const { cost } = readPriceTable(null);
    const now = Math.floor(Date.now() / 1_000);
    const hosts = {
      openai: OPENAI,
      anthropic: 'https://api.anthropic.com/v1',
      google: 'https://generativelanguage.googleapis.com/v1beta/openai',
      'x-ai': 'https://api.x.ai/v1',
      mistral: 'https://api.mistral.ai/v1',
      azure: 'https://mine.openai.azure.com/openai/v1',
      openrouter: 'https://openrouter.ai/api/v1',
    };
    let compared = 0;
    for (const [providerId, baseUrl] of Object.entries(hosts)) {
      for (const { id, prices } of findProvider({ providerId })?.models ?? []) {
        if (JSON.stringify(prices).includes('time_of_date')) continue;
        for (const promptTokens of [1_000, 199_999, 200_000, 272_001, 900_000]) {
          const cachedTokens = promptTokens / 10;
          const ours = cost(
            baseUrl,
            id,
            { promptTokens, completionTokens: 500, cachedTokens },
            now,
          );
          const tokens = { input_tokens: promptTokens, output_tokens: 500 };
          const theirs = calcPrice({ ...tokens, cache_read_tokens: cachedTokens }, id, {
            providerId,
          });
          if (ours === null || theirs === null) continue;
          expect([id, promptTokens, ours]).toEqual([
            id,
            promptTokens,
            expect.closeTo(theirs.total_price, 9),
          ]);
          compared += 1;
        }
      }
    }
    expect(compared).toBeGreaterThan(2_000);
  });

  it('knows regional and gateway hosts, and believes no host that only looks like one', () => {
    const { cost } = readPriceTable(null);
    const at = (baseUrl: string, model: string) => cost(baseUrl, model, usage);
    expect(at('https://mine.openai.azure.com/openai/v1', 'gpt-4o')).toBeGreaterThan(0);
    expect(at('https://openrouter.ai/api/v1', 'openai/gpt-4o')).toBeGreaterThan(0);
    expect(at('https://api.openai.com.evil.example/v1', 'gpt-4o')).toBeNull();
    expect(at('https://evil.example/https://api.openai.com/v1', 'gpt-4o')).toBeNull();
    expect(at('http://127.0.0.1:1/v1?https://api.openai.com', 'gpt-4o')).toBeNull();
    expect(at(OPENAI, 'x'.repeat(100_000))).toBeNull();
    expect(at(OPENAI, '__proto__')).toBeNull();
  });

  it('counts what was written to a cache, and never more than the prompt', () => {
    const { cost } = readPriceTable(null);
    const anthropic = 'https://api.anthropic.com/v1';
    const of = (cachedTokens: number, cacheWriteTokens: number) =>
      cost(anthropic, 'claude-haiku-4-5', {
        promptTokens: 1_000,
        completionTokens: 0,
        cachedTokens,
        cacheWriteTokens,
      });
    expect(of(0, 0)).toBeCloseTo(0.001, 12);
    expect(of(400, 600)).toBeCloseTo((400 * 0.1 + 600 * 1.25) / 1e6, 12);
    expect(of(5_000, 5_000)).toBeCloseTo((1_000 * 0.1) / 1e6, 12);
  });

  it('prices a model of an unknown provider as its maker did on that day', () => {
    const { costOfModel } = readPriceTable(null);
    expect(costOfModel('gpt-4o', usage)).toBeCloseTo((600 * 2.5 + 400 * 1.25 + 500 * 10) / 1e6, 12);
    expect(costOfModel('claude-haiku-4-5', usage)).toBeGreaterThan(0);
    expect(costOfModel('my-own-model', usage)).toBeNull();
  });

  it('says where its prices come from and when they were read', () => {
    const { source, checked } = readPriceTable(null).list;
    expect(source).toMatch(/^https:/);
    expect(checked).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it('has the prices of the user over it, and stops the start when they are broken', () => {
    const folder = mkdtempSync(join(tmpdir(), 'prices-'));
    const file = join(folder, 'prices.json');
    const prices = [
      { host: 'localhost', model: 'mine', input: 1, output: 2, context: 8_000 },
      { host: 'localhost', model: 'mine', input: 10, output: 20, from: '2026-06-01' },
      { host: 'api.openai.com', model: 'gpt-4o', input: 100, cachedInput: 0, output: 0 },
    ];
    writeFileSync(file, JSON.stringify({ source: 'me', checked: '2026-01-01', prices }));
    const { cost, costOfModel, known } = readPriceTable({ path: file, isOurs: false });
    const at = (day: string) => Date.parse(day) / 1_000;
    const mine = (day: string) => cost('http://localhost:1/v1', 'mine', usage, at(day));
    expect(mine('2026-05-31')).toBeCloseTo(0.002, 12);
    expect(mine('2026-06-01')).toBeCloseTo(0.02, 12);
    expect(cost(OPENAI, 'gpt-4o', usage)).toBeCloseTo(0.06, 12);
    expect(cost(OPENAI, 'gpt-4o-mini', usage)).toBeCloseTo(0.00042, 12);
    expect(costOfModel('mine', usage, at('2026-05-31'))).toBeCloseTo(0.002, 12);
    expect(known('http://localhost:1/v1', 'mine', 0)?.context).toBe(8_000);
    writeFileSync(file, '{"prices":[{"host":1}]}');
    expect(() => readPriceTable({ path: file, isOurs: false })).toThrow('not valid');
    expect(() => readPriceTable({ path: join(folder, 'none'), isOurs: false })).toThrow(
      'cannot be read',
    );
    rmSync(folder, { recursive: true });
  });
});
