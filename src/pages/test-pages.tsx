import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router-dom';
import { createQueryClient } from '@/queries/query-client';
import { CompletionPage } from './completion-page';
import { CompletionsPage } from './completions-page';
import { ReviewPage } from './review-page';

/** Both pages of completions with an address of their own; the address bar is the element with the role `note`. */
export function renderPages(path: string): void {
  render(
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter initialEntries={[path]}>
        <Routes>
          <Route path="/completions" element={<CompletionsPage />} />
          <Route path="/review" element={<ReviewPage />} />
          <Route path="/completions/:id" element={<CompletionPage />} />
        </Routes>
        <Address />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

function Address() {
  const { pathname, search } = useLocation();
  return <p role="note">{pathname + search}</p>;
}
