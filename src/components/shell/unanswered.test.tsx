import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createQueryClient } from '@/queries/query-client';
import { Unanswered } from './unanswered';

const SAID = 'The server has not answered yet';

function show(of: string) {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const replies: ((text: string) => void)[] = [];
  const ask = () => new Promise<string>((resolve) => replies.push(resolve));
  const Page = () => useQuery({ queryKey: [of], queryFn: ask }).data ?? 'nothing';
  render(
    <QueryClientProvider client={createQueryClient()}>
      <Unanswered />
      <Page />
    </QueryClientProvider>,
  );
  return replies;
}

it('says that nothing comes, and asks again', async () => {
  const replies = show('jobs');
  await act(() => vi.advanceTimersByTimeAsync(14_000));
  expect(screen.queryByText(SAID)).toBeNull();
  await act(() => vi.advanceTimersByTimeAsync(2_000));
  expect(screen.getByRole('alert').textContent).toContain(SAID);
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await act(() => vi.advanceTimersByTimeAsync(10));
  expect(replies).toHaveLength(2);
  replies[1]?.('three jobs');
  await act(() => vi.advanceTimersByTimeAsync(10));
  expect(screen.getByText('three jobs')).toBeDefined();
  expect(screen.queryByText(SAID)).toBeNull();
});

it('says nothing of what others answer', async () => {
  show('models');
  await act(() => vi.advanceTimersByTimeAsync(20_000));
  expect(screen.queryByText(SAID)).toBeNull();
});
