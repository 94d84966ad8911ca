import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { Outlet, useLocation, useNavigate } from 'react-router-dom';
import { ApiError } from '@/api/api-error';
import { ErrorBoundary } from '@/components/error-boundary';
import { useFollowedJob } from '@/components/jobs/followed-job';
import { useKeys } from '@/components/keys/use-keys';
import { NavRail } from '@/components/shell/nav-rail';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import { shellDialogOpened, useShellDialog } from '@/components/shell/shell-dialog';
import { hasUnsavedWrites } from '@/components/unsaved/has-unsaved';
import { paths } from '@/paths';
import { serverQueries } from '@/queries/server-queries';
import { CutOffUntold } from '@/ui/code-coming';
import { named } from '@/ui/lazily';
import { Opening } from '@/ui/opening';
import { Toaster } from '@/ui/toaster';

const LogInScreen = named(() => import('@/components/shell/log-in-screen'), 'LogInScreen');
const Palette = named(() => import('@/components/palette/palette'), 'Palette');
const KeySheet = named(() => import('@/components/keys/key-sheet'), 'KeySheet');
const JobFollower = named(() => import('@/components/jobs/job-follower'), 'JobFollower');

const BrowserJobFollower = named(
  () => import('@/components/jobs/browser-job-follower'),
  'BrowserJobFollower',
);
const Unanswered = named(() => import(/* soon */ '@/components/shell/unanswered'), 'Unanswered');
const UnsavedWrites = named(() => import('@/components/unsaved/unsaved-writes'), 'UnsavedWrites');

/** The frame around every page. There is no top bar: each page owns its header. */
export function AppShell() {
  const { pathname } = useLocation();
  const { id: followed, hasBrowserJobs } = useFollowedJob();
  const { error } = useQuery(serverQueries.info());
  useShellKeys();
  if (error instanceof ApiError && error.needsLogIn) {
    return (
      <Suspense>
        <LogInScreen />
      </Suspense>
    );
  }
  return (
    <div className="flex h-full max-sm:flex-col-reverse sm:flex-row">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-ink px-3 py-2 text-canvas focus:translate-y-0"
      >
        Skip to content
      </a>
      <NavRail />
      <main
        id="main"
        tabIndex={-1}
        className="flex min-h-0 min-w-0 flex-1 flex-col border-line bg-surface sm:border-s"
      >
        <LeftUnsaved />
        <CutOffUntold />
        <Suspense>
          <Unanswered />
        </Suspense>
        <div className="min-h-0 flex-1">
          <ErrorBoundary resetKey={pathname}>
            <Suspense fallback={<PageSkeleton />}>
              <Outlet />
            </Suspense>
          </ErrorBoundary>
        </div>
      </main>
      <ShellDialogs />
      <Toaster />
      {followed !== null && (
        <Suspense>
          <JobFollower id={followed} />
        </Suspense>
      )}
      {hasBrowserJobs && (
        <Suspense>
          <BrowserJobFollower />
        </Suspense>
      )}
    </div>
  );
}

/** The keys of every page. */
function useShellKeys() {
  const navigate = useNavigate();
  const go = (to: string) => () => void navigate(to);
  useKeys({
    jump: () => shellDialogOpened('jump'),
    shortcuts: () => shellDialogOpened('keys'),
    toPlayground: go(paths.playground()),
    toCompletions: go(paths.completions()),
    toReview: go(paths.review()),
    toInsights: go(paths.insights()),
    toData: go(paths.dataHome()),
    toSettings: go(paths.settings()),
  });
}

function ShellDialogs() {
  const open = useShellDialog((state) => state.open);
  const close = () => shellDialogOpened(null);
  return (
    <Opening>
      {open === 'jump' && <Palette onClose={close} />}
      {open === 'keys' && <KeySheet onClose={close} />}
    </Opening>
  );
}

/** What did not arrive is sent, and shown, on whatever page comes next; where one judges there is a place for it. */
function LeftUnsaved() {
  const { pathname, search } = useLocation();
  const isBeside = pathname === paths.completions() && new URLSearchParams(search).has('peek');
  const isJudging =
    isBeside || pathname === paths.review() || pathname.startsWith(paths.completion(''));
  if (isJudging || !hasUnsavedWrites()) return null;
  return (
    <Suspense>
      <UnsavedWrites />
    </Suspense>
  );
}
