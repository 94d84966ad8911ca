import { describe, expect, it } from 'vitest';
import { noteBeside, noteOf } from './answer-note';

describe('a choice that failed', () => {
  const choice = { finish_reason: 'error', message: { role: 'assistant', content: 'Half' } };
  const wordless = { message: 'The provider reported an error and did not say which.' };

  it.each([
    ['nothing', undefined, 'What came before it is kept.'],
    ['no words', wordless, 'What came before it is kept.'],
    ['its words', { message: 'Full' }, 'It said: Full. What came before it is kept.'],
  ])('has one note when the completion says %s', (_, error, words) => {
    for (const finish_reason of ['error', 'ERROR']) {
      const failed = { ...choice, finish_reason };
      expect(noteOf(failed, error)?.text).toContain(words);
      expect(noteBeside({ choices: [failed], error })).toBeNull();
    }
  });

  it('says its own words, and the completion its others', () => {
    const own = { ...choice, error: { message: 'Garbage' } };
    expect(noteOf(own, wordless)?.text).toContain('Garbage');
    expect(noteBeside({ choices: [own], error: { message: 'Garbage' } })).toBeNull();
    expect(noteBeside({ choices: [own], error: { message: 'Full' } })?.text).toContain('Full');
  });
});
