import { describe, expect, it } from 'vitest';
import { parseReported } from './parse-reported';

describe('an error that does not say so', () => {
  it.each([
    ['{"detail":"Full"}', { message: 'Full' }],
    ['{"detail":[{"loc":["body"],"msg":"Full"}]}', { message: 'Full (body)' }],
    ['{"message":"Full","code":500}', { message: 'Full', code: '500' }],
    ['{"code":"InvalidApiKey","message":"Full","request_id":"r"}', { code: 'InvalidApiKey' }],
    ['{"status":503,"message":"Full"}', { message: 'Full' }],
    ['{"statusCode":429,"message":"Full"}', { message: 'Full' }],
    ['{"status":"error","message":"Full"}', { message: 'Full' }],
    ['{"success":false,"message":"Full"}', { message: 'Full' }],
    ['{"errors":[{"message":"Full"}],"result":null}', { message: 'Full' }],
    ['{"error_code":336,"error_msg":"Full"}', { message: 'Full', code: '336' }],
    [
      '{"id":"x","choices":null,"base_resp":{"status_code":1002,"status_msg":"Full"}}',
      { message: 'Full', code: '1002' },
    ],
  ])('is one: %s', (text, error) => expect(parseReported(text)).toMatchObject({ error }));

  it.each([
    '{}',
    '{"message":"Waiting","status":"queued"}',
    '{"message":"ok","code":200}',
    '{"message":"ok","statusCode":200,"status":"done"}',
    '{"errors":[],"error_code":0,"error_msg":"","detail":null}',
    '{"choices":[],"base_resp":{"status_code":0,"status_msg":"success"}}',
    '{"choices":[{"index":0}],"message":"Full","code":500}',
    '{"error":{"message":"Full"},"code":500}',
    '[{"detail":"Full"}]',
  ])('is none: %s', (text) => expect(parseReported(text)).toEqual(JSON.parse(text)));
});
