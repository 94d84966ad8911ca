import { afterEach, describe, expect, it, vi } from 'vitest';
import { clientFor, LOCAL_CONNECTION } from '@/api/connection';
import { ODD_COMPLETIONS } from './odd-completions';
import { recordCsv } from '../../server/transfer/csv';
import { recordFrom } from '../../server/testing/sample-record';
import { plainLine } from '@/features/bulk/plain/plain-lines';

afterEach(() => vi.unstubAllGlobals());

/** The line of a table that a completion of a plain server becomes. */
async function tableLine(members: object): Promise<string> {
  const body = { object: 'chat.completion', ...members, id: 'odd', model: 'm', metadata: {} };
  vi.stubGlobal('fetch', async () => Response.json(body));
  return plainLine(clientFor(LOCAL_CONNECTION), 'odd', 'csv', {});
}

describe('a line of a table of a plain server', () => {
  it.each([
    ['zero', 0],
    ['null', null],
    ['nothing', undefined],
    ['a counter', 57],
    ['text', ''],
  ])('has an empty cell for a date that is %s', async (_, created) => {
    const choices = [{ message: { role: 'assistant', content: 'Lima.' } }];
    expect(await tableLine({ created, choices })).toBe('odd,,m,Lima.,,,,{}\r\n');
  });

  it.each(Object.entries(ODD_COMPLETIONS))(
    'says what this server says of the answer: %s',
    async (_, members) => {
      const record = recordFrom({ id: 'odd', model: 'm', body: JSON.stringify(members) });
      const line = await tableLine({ ...members, created: 1_700_000_000 });
      const same = recordCsv({ ...record, created: 1_700_000_000 }, [
        'id',
        'created',
        'model',
        'output_text',
      ]);
      expect(line.startsWith(`${same.trimEnd()},`)).toBe(true);
    },
  );
});
