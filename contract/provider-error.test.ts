import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isErrorForm, readErrorText, readProviderError } from './provider-error';

describe("a provider's error", () => {
  it.each([
    [{ error: { message: 'No', type: 't', param: 'p', code: 'c' } }, ['No', 't', 'p', 'c']],
    [[{ error: { code: 400, message: 'No', status: 'INVALID' } }], ['No', 'INVALID', null, '400']],
    [{ code: 'Client error', error: 'No' }, ['No', null, null, 'Client error']],
    [{ detail: 'No' }, ['No', null, null, null]],
    [
      { detail: [{ loc: ['body', 'n'], msg: 'No' }, { msg: 'Nor' }] },
      ['No (body.n); Nor', null, null, null],
    ],
    [{ message: 'No', type: 't' }, ['No', 't', null, null]],
    [
      { object: 'error', message: 'No', type: 'NotFoundError', code: 404 },
      ['No', 'NotFoundError', null, '404'],
    ],
    [
      {
        object: 'error',
        message: { detail: [{ loc: ['body', 'x'], msg: 'No' }] },
        type: 'invalid',
      },
      ['No (body.x)', 'invalid', null, null],
    ],
    [{ error: { error: { message: 'No' } } }, ['No', null, null, null]],
    [{ errors: ['No', 'Nor'] }, ['No; Nor', null, null, null]],
    [{ errors: [{ message: 'No', code: 7 }] }, ['No', null, null, '7']],
    [{ error: 'invalid', error_description: 'No' }, ['invalid', null, null, null]],
    [{ title: 'No', status: 403 }, ['No', null, null, null]],
  ])('is read from %j', (value, [message, type, param, code]) => {
    expect(readProviderError(value)).toEqual({ message, type, param, code });
  });

  it.each([null, 3, 'text', [], {}, { error: {} }, { error: null }, { message: '' }])(
    'is not in %j',
    (value) => expect(readProviderError(value)).toBeNull(),
  );

  it('is cut where it is no message but a page', () => {
    expect(readProviderError({ error: 'x'.repeat(100_000) })?.message).toHaveLength(2_000);
  });

  it('is no answer beside choices only when it says something', () => {
    expect(isErrorForm({ choices: [], error: {} })).toBe(false);
    expect(isErrorForm({ choices: [], error: null })).toBe(false);
    expect(isErrorForm({ choices: [], error: { message: 'No' } })).toBe(true);
    expect(isErrorForm({ error: {} })).toBe(true);
  });

  it.each([
    ['{"error":{"message":"No"}}', 'No'],
    ['"No"', 'No'],
    [' Too many requests \n', 'Too many requests'],
    ['<html><head><title>502 Bad\nGateway</title></head>inner-host</html>', '502 Bad Gateway'],
    ['<!DOCTYPE html><body><h1 class="x">Down</h1>inner-host', 'Down'],
  ])('is read from the body %j', (body, message) => {
    expect(readErrorText(body)?.message).toBe(message);
  });

  it.each(['', ' ', '{}', '[]', 'null', '{"err', '<html>inner-host</html>'])(
    'is not in the body %j',
    (body) => expect(readErrorText(body)).toBeNull(),
  );

  it('may have any shape', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        readProviderError(value);
        isErrorForm({ error: value });
      }),
      { seed: 20_261_128, numRuns: 500 },
    );
  });
});
