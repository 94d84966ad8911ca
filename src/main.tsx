import '@/index.css';
import '@/components/search-marks/search-marks.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router-dom';
import { followTheme } from '@/components/preferences-store';
import { createQueryClient } from '@/queries/query-client';
import { followSession } from '@/queries/session-end';
import { keepTranslated } from '@/lib/keep-translated';
import { basePath } from '@/lib/own-address';
import { AppRoutes } from '@/routes';
import { keepFocus } from '@/ui/keep-focus';
import { swallowSecondClicks } from '@/ui/second-clicks';
import { focusClicked } from '@/ui/focus-clicked';
import { stayOnDrop } from '@/ui/stay-on-drop';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

// Too old, says public/begin.js, which has put a sentence in the page's place.
if (!('unsupported' in document.documentElement.dataset)) {
  keepTranslated(root);
  followTheme();
  swallowSecondClicks(document);
  stayOnDrop();
  focusClicked();
  keepFocus();
  const client = createQueryClient();
  followSession(client);
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <BrowserRouter basename={basePath || undefined}>
          <AppRoutes />
        </BrowserRouter>
      </QueryClientProvider>
    </StrictMode>,
  );
}
