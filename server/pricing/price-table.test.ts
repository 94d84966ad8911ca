import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPriceTable } from './price-table';

const OPENAI = 'https://api.openai.com/v1';
const usage = { promptTokens: 1_000, completionTokens: 500, cachedTokens: 400 };

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
    const { cost } = readPriceTable(file);
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
    expect(cost(OPENAI, 'gpt-4o-audio-preview', usage)).toBeNull();
    expect(cost('http://127.0.0.1:11434/v1', 'gpt-4o', usage)).toBeNull();
    expect(cost(OPENAI, 'gpt-4o', { ...usage, completionTokens: null })).toBeNull();
  });

  it('says where its prices come from and when they were read', () => {
    const { source, checked } = readPriceTable(null);
    expect(source).toMatch(/^https:/);
    expect(checked).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it('can be replaced by the user, and stops the start when it is broken', () => {
    const folder = mkdtempSync(join(tmpdir(), 'prices-'));
    const file = join(folder, 'prices.json');
    const prices = [{ host: 'localhost', model: 'mine', input: 1, output: 2 }];
    writeFileSync(file, JSON.stringify({ source: 'me', checked: '2026-01-01', prices }));
    const { cost } = readPriceTable(file);
    expect(cost('http://localhost:1/v1', 'mine', usage)).toBeCloseTo(0.002, 12);
    expect(cost(OPENAI, 'gpt-4o', usage)).toBeNull();
    writeFileSync(file, '{"prices":[{"host":1}]}');
    expect(() => readPriceTable(file)).toThrow('not valid');
    expect(() => readPriceTable(join(folder, 'none'))).toThrow('cannot be read');
    rmSync(folder, { recursive: true });
  });
});
