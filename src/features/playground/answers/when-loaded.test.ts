import { expect, test, vi } from 'vitest';
import { ApiError } from '@/api/api-error';
import { saysLoading, whenLoaded } from './when-loaded';

test.each([
  'Loading model',
  '503 The model is loading, please wait',
  'Model meta-llama/Llama-3.1-8B is currently loading',
  'Loading the model qwen3.5',
  'model_loading Service unavailable',
])('%j is about loading', (words) => expect(saysLoading(words)).toBe(true));

test.each([
  'Service unavailable',
  'The server is overloaded. Try another model.',
  'No slot is free',
  'Upload of the model failed',
])('%j is not', (words) => expect(saysLoading(words)).toBe(false));

const refusal = (status: number, message: string) =>
  new ApiError({ kind: 'status', status, message });

test('asks until it is loaded, and counts', async () => {
  vi.useFakeTimers();
  const answers = [refusal(503, 'Loading model'), refusal(503, 'Loading model'), 'here'];
  const tries: number[] = [];
  const asked = whenLoaded(
    async () => {
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    },
    (count) => tries.push(count),
    new AbortController().signal,
  );
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await asked).toBe('here');
  expect(tries).toEqual([1, 2]);
  vi.useRealTimers();
});

test.each([
  refusal(503, 'Overloaded'),
  refusal(429, 'Loading model'),
  refusal(500, 'Loading model'),
])('asks once after $status $message', async (error) => {
  const ask = vi.fn(async () => {
    throw error;
  });
  await expect(whenLoaded(ask, () => {}, new AbortController().signal)).rejects.toBe(error);
  expect(ask).toHaveBeenCalledTimes(1);
});

test('stops waiting as soon as it is told to', async () => {
  const abort = new AbortController();
  const ask = vi.fn(async () => {
    throw refusal(503, 'Loading model');
  });
  const asked = whenLoaded(ask, () => abort.abort(new Error('stopped')), abort.signal);
  await expect(asked).rejects.toThrow('stopped');
  expect(ask).toHaveBeenCalledTimes(1);
});
