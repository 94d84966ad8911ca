import { expect, it } from 'vitest';
import { plainProvider } from '../providers/provider';
import { HOST } from '../testing/transfer';
import { useServer } from '../testing/use-server';

const test = useServer(() => ({
  providers: [{ ...plainProvider('keeper', 'http://127.0.0.1:9/v1', 'file'), stored: true }],
}));

const RULE = '/api/retention/preview';
const MIRROR = '/api/mirrors/keeper';
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
