import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { completionAnswer } from '@/api/completion-answer';
import { summaryOf } from '@/api/completion-summary';
import { asStoredCompletion } from '@/api/stored-completion';
import { asMessage } from '@/api/list-messages';
import { conversationText } from '@/features/completion/conversation-text';
import { align } from '@/components/difference/align';
import * as compared from '@/features/difference/compared';
import { openedCompletion } from '@/features/playground/opened/opened-completion';
import { anyCompletion } from '@/testing/any-completion';

// Values nested deep and long: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

const SEED = 20_261_128;

it('reads any completion: for the page, as text, for a difference, a row and the playground', () => {
  let read = 0;
  fc.assert(
    fc.property(anyCompletion, ([members, said]) => {
      const body = { ...members, id: 'odd', object: 'chat.completion' };
      const stored = asStoredCompletion(body);
      if (!stored) return;
      read += 1;
      const raw = JSON.stringify(body);
      const about = { status: 200, headers: new Headers(), requestId: null, rateLimit: null };
      const answer = completionAnswer({ ...about, data: stored, raw, etag: null } as never);
      const messages = said.flatMap((each) => asMessage(each) ?? []);
      summaryOf(answer.data);
      conversationText(messages, answer.data);
      compared.factsOf(answer);
      compared.parametersOf(answer);
      compared.metadataOf(answer);
      compared.turnsOf(messages, messages.slice(1));
      compared.figuresOf(answer, answer);
      compared.answerCalls(answer);
      align(compared.answerText(answer), '');
      openedCompletion({ answer, request: null, messages, source: 's' });
      openedCompletion({ answer, request: raw, messages, source: 's' });
    }),
    { seed: SEED, numRuns: 60 },
  );
  expect(read).toBeGreaterThan(35);
});
