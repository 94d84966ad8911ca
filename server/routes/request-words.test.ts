import { expect, it } from 'vitest';
import { plainProvider } from '../providers/provider';
import { HOST } from '../testing/transfer';
import { useServer } from '../testing/use-server';

const test = useServer(() => ({
  providers: [{ ...plainProvider('keeper', 'http://127.0.0.1:9/v1', 'file'), stored: true }],
}));

const RULE = '/api/retention/preview';
const MIRROR = '/api/mirrors/keeper';
const JOBS = '/api/jobs';
const EXPORT = '/api/export';
const every = { target: { all: true } };
const STORED = 'Invalid \'target\': expected {"filter": "…"}, {"ids": […]} or {"all": true}.';
const IDS = "Invalid 'target.ids': expected ids, each of them once.";
const SUPPORTED = "supported values are 'delete', 'tag', 'reprice', 'restore', 'erase'.";
const rule = { name: 'Old', older_than_days: 30 };
const DAYS = "Invalid 'older_than_days': expected an integer from 1 to 36500.";
const EVERY = "Invalid 'every': expected null or an integer of minutes from 5 to 28800.";
const PAIR = 'Invalid \'except\': expected {"key": "…", "value": "…" or null}.';

it.each([
  [RULE, {}, "Missing required parameter: 'name'.", 'missing_required_parameter'],
  [RULE, { name: 1, x: 1 }, "Unknown parameter: 'x'.", 'unknown_parameter'],
  [
    RULE,
    { ...rule, name: null },
    "Invalid type for 'name': expected a string, but got null instead.",
    'invalid_type',
  ],
  [RULE, { ...rule, name: ' ' }, "Invalid 'name': expected 1 to 100 characters.", 'invalid_value'],
  [RULE, { ...rule, older_than_days: 1.5 }, DAYS, 'invalid_value'],
  [RULE, { ...rule, older_than_days: 1e300 }, DAYS, 'invalid_value'],
  [
    RULE,
    { ...rule, older_than_days: '7' },
    "Invalid type for 'older_than_days': expected an integer, but got a string instead.",
    'invalid_type',
  ],
  [
    RULE,
    { ...rule, action: null },
    "Invalid 'action': supported values are 'delete' and 'strip'.",
    'invalid_value',
  ],
  [RULE, { ...rule, except: [{ key: '' }] }, PAIR, 'invalid_value'],
  [RULE, { ...rule, except: [{ key: 'a', more: 1 }] }, PAIR, 'invalid_value'],
  [RULE, { ...rule, except: [null] }, PAIR, 'invalid_value'],
  [
    RULE,
    { ...rule, except: Array.from({ length: 21 }, () => ({ key: 'a' })) },
    "Invalid 'except': at most 20 can be named.",
    'invalid_value',
  ],
  [JOBS, every, "Missing required parameter: 'kind'.", 'missing_required_parameter'],
  [JOBS, { kind: 'burn', ...every }, `Invalid 'kind': ${SUPPORTED}`, 'invalid_value'],
  [JOBS, { kind: 7, ...every }, `Invalid 'kind': ${SUPPORTED}`, 'invalid_value'],
  [JOBS, { kind: 'import', ...every }, `Invalid 'kind': ${SUPPORTED}`, 'invalid_value'],
  [JOBS, { kind: 'delete' }, "Missing required parameter: 'target'.", 'missing_required_parameter'],
  [
    JOBS,
    { kind: 'delete', target: 'all' },
    "Invalid type for 'target': expected an object, but got a string instead.",
    'invalid_type',
  ],
  [JOBS, { kind: 'delete', target: {} }, STORED, 'invalid_value'],
  [JOBS, { kind: 'delete', target: { all: false } }, STORED, 'invalid_value'],
  [JOBS, { kind: 'delete', target: { filter: 'model=a', ids: ['a'] } }, STORED, 'invalid_value'],
  [JOBS, { kind: 'delete', target: { ids: ['a', 'a'] } }, IDS, 'invalid_value'],
  [JOBS, { kind: 'delete', target: { ids: ['a', ''] } }, IDS, 'invalid_value'],
  [JOBS, { kind: 'delete', target: { ids: ['a', '\0'] } }, IDS, 'invalid_value'],
  [
    JOBS,
    { kind: 'delete', target: { ids: [] } },
    "Invalid 'target.ids': empty array. Expected an array with minimum length 1, but got an empty array instead.",
    'empty_array',
  ],
  [
    JOBS,
    { kind: 'delete', target: { ids: Array.from({ length: 10_001 }, (_, n) => `${n}`) } },
    "Invalid 'target.ids': at most 10000 can be named.",
    'invalid_value',
  ],
  [
    JOBS,
    { kind: 'erase', ...every },
    'Invalid \'target\': expected {"ids": […]}, {"job": "…"} or {"trash": "all"}.',
    'invalid_value',
  ],
  [
    JOBS,
    { kind: 'delete', target: { filter: '' } },
    'Invalid \'target.filter\': it is empty, which names no completion. Write {"all": true} for every one that is stored.',
    'invalid_value',
  ],
  [JOBS, { kind: 'delete', ...every, tag: {} }, "Unknown parameter: 'tag'.", 'unknown_parameter'],
  [
    JOBS,
    { kind: 'tag', ...every },
    "Missing required parameter: 'tag'.",
    'missing_required_parameter',
  ],
  [JOBS, { kind: 'tag', ...every, tag: {} }, "Invalid 'tag': it changes nothing.", 'invalid_value'],
  [
    JOBS,
    { kind: 'tag', ...every, tag: { sets: {} } },
    "Unknown parameter: 'tag.sets'.",
    'unknown_parameter',
  ],
  [
    JOBS,
    { kind: 'tag', ...every, tag: { set: { a: 1 } } },
    "Invalid type for 'metadata.a': expected a string, but got an integer instead.",
    'invalid_type',
  ],
  [
    JOBS,
    { kind: 'tag', ...every, tag: { remove: 'a' } },
    "Invalid type for 'tag.remove': expected an array of strings, but got a string instead.",
    'invalid_type',
  ],
  [
    JOBS,
    { kind: 'delete', ...every, start: 'yes' },
    "Invalid type for 'start': expected a boolean, but got a string instead.",
    'invalid_type',
  ],
  [EXPORT, every, "Missing required parameter: 'format'.", 'missing_required_parameter'],
  [
    EXPORT,
    { format: 'xml', ...every },
    "Invalid 'format': supported values are 'jsonl', 'csv', 'chat'.",
    'invalid_value',
  ],
  [EXPORT, { format: 'jsonl', target: { all: false } }, STORED, 'invalid_value'],
  [
    EXPORT,
    { format: 'csv', ...every, columns: [] },
    "Invalid 'columns': empty array. Expected an array with minimum length 1, but got an empty array instead.",
    'empty_array',
  ],
  [
    EXPORT,
    { format: 'chat', ...every, choice: -1 },
    "Invalid 'choice': expected an integer of at least 0.",
    'invalid_value',
  ],
  [
    EXPORT,
    { format: 'jsonl', ...every, order: 'up' },
    "Invalid 'order': supported values are 'asc', 'desc'.",
    'invalid_value',
  ],
  [MIRROR, {}, "Missing required parameter: 'every'.", 'missing_required_parameter'],
  [MIRROR, { every: '60' }, EVERY, 'invalid_value'],
  [MIRROR, { every: 4 }, EVERY, 'invalid_value'],
  [MIRROR, { every: 60, x: 1 }, "Unknown parameter: 'x'.", 'unknown_parameter'],
  [`${MIRROR}/run`, { x: 1 }, "Unknown parameter: 'x'.", 'unknown_parameter'],
])('%s with %j is refused in these words', async (url, payload, message, code) => {
  const { app } = test.server;
  const answer = await app.inject({ method: 'POST', url, headers: HOST, payload });
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({ error: { message, code } });
});
