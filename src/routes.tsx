import {
  createRoutesFromElements,
  Navigate,
  Route,
  Routes,
  useLocation,
  useRoutes,
} from 'react-router-dom';
import { AppShell } from '@/components/shell/app-shell';
import { named } from '@/ui/lazily';

// Each page is a chunk of its own: reading completions must not wait for the playground's code.
const PlaygroundPage = named(() => import('@/pages/playground-page'), 'PlaygroundPage');
const CompletionsPage = named(() => import('@/pages/completions-page'), 'CompletionsPage');
const CompletionPage = named(() => import('@/pages/completion-page'), 'CompletionPage');
const ReviewPage = named(() => import('@/pages/review-page'), 'ReviewPage');
const InsightsPage = named(() => import('@/pages/insights-page'), 'InsightsPage');
const SettingsPage = named(() => import('@/pages/settings-page'), 'SettingsPage');
const DataPage = named(() => import('@/pages/data-page'), 'DataPage');
const ComparePage = named(() => import('@/pages/compare-page'), 'ComparePage');
/** For those who build the product: `npm run dev`, or a build with `--mode kit`. */
const KitPage =
  import.meta.env.MODE === 'production' ? null : named(() => import('@/pages/kit-page'), 'KitPage');
const NotFoundPage = named(() => import('@/pages/not-found-page'), 'NotFoundPage');

const PAGES = createRoutesFromElements(
  <Route element={<AppShell />}>
    <Route index element={<PlaygroundPage />} />
    <Route path="/completions" element={<CompletionsPage />} />
    <Route path="/completions/:id" element={<CompletionPage />} />
    <Route path="/compare" element={<ComparePage />} />
    <Route path="/review" element={<ReviewPage />} />
    <Route path="/insights" element={<InsightsPage />} />
    <Route path="/settings/:section?" element={<SettingsPage />} />
    <Route path="/data/:section?" element={<DataPage />} />
    <Route path="/settings/data/*" element={<MovedData />} />
    {KitPage && <Route path="/kit" element={<KitPage />} />}
    <Route path="*" element={<NotFoundPage />} />
  </Route>,
);

export function AppRoutes() {
  return useRoutes(PAGES) ?? <NoRoute />;
}

/** For the router a path with a line break is not even "anything else". */
function NoRoute() {
  return (
    <Routes location="/">
      <Route element={<AppShell />}>
        <Route index element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}

/** Where the pages of Data were before they had a place of their own. */
function MovedData() {
  const { pathname, search } = useLocation();
  return <Navigate replace to={`${pathname.replace('/settings', '')}${search}`} />;
}
