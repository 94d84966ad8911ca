import Bookmark from 'lucide-react/icons/bookmark';
import ChartColumn from 'lucide-react/icons/chart-column';
import CircleCheckBig from 'lucide-react/icons/circle-check-big';
import Database from 'lucide-react/icons/database';
import MessageSquareText from 'lucide-react/icons/message-square-text';
import Search from 'lucide-react/icons/search';
import Settings2 from 'lucide-react/icons/settings-2';
import SquareTerminal from 'lucide-react/icons/square-terminal';
import { type ReactNode, Suspense } from 'react';
import { NavLink } from 'react-router-dom';
import { useKey } from '@/components/keys/key-store';
import { shellDialogOpened } from '@/components/shell/shell-dialog';
import { useNarrowRail } from '@/components/shell/use-narrow-rail';
import { cx } from '@/ui/cx';
import { ariaKeys, Kbd } from '@/ui/kbd';
import { named } from '@/ui/lazily';

// Its menus and views come after the page itself.
const RailViews = named(() => import(/* soon */ '@/components/views/rail-views'), 'RailViews');
const RailFoot = named(() => import(/* soon */ '@/components/shell/rail-foot'), 'RailFoot');

/** A rail at the left, narrow by choice or on small windows; a bar at the bottom on phones. */
export function NavRail() {
  const jumpKey = useKey('jump');
  const { isNarrow } = useNarrowRail();
  return (
    <header
      data-narrow={isNarrow || undefined}
      className={cx(
        'group/rail flex shrink-0 border-line bg-canvas max-sm:h-14 max-sm:items-center max-sm:border-t max-sm:px-1',
        'sm:w-13 sm:flex-col sm:px-2 sm:pt-3 sm:pb-2 xl:w-54 xl:data-narrow:w-13',
      )}
    >
      <div className="mb-2 flex h-7 items-center gap-2 ps-2 max-sm:hidden">
        <Bookmark aria-hidden className="size-5 shrink-0 fill-accent text-accent" />
        <span className="hidden flex-1 text-base font-semibold tracking-tight xl:group-not-data-narrow/rail:block">
          Chatkeep
        </span>
      </div>
      <button
        type="button"
        onClick={() => shellDialogOpened('jump')}
        aria-haspopup="dialog"
        aria-keyshortcuts={ariaKeys(jumpKey)}
        className="mb-2 flex h-8 items-center gap-2 rounded-md border border-line bg-surface px-2 text-ink-3 hover:border-line-strong max-sm:hidden sm:max-xl:justify-center xl:group-data-narrow/rail:justify-center"
      >
        <Search aria-hidden className="size-4 shrink-0" />
        <span className="min-w-0 flex-1 truncate text-start max-xl:sr-only xl:group-data-narrow/rail:sr-only">
          Search or jump…
        </span>
        <Kbd className="max-xl:hidden xl:group-data-narrow/rail:hidden">{jumpKey}</Kbd>
      </button>
      <nav
        aria-label="Main"
        className="flex max-sm:min-w-0 max-sm:flex-1 sm:min-h-0 sm:flex-1 sm:flex-col sm:gap-0.5"
      >
        <RailLink to="/" icon={<SquareTerminal />}>
          Playground
        </RailLink>
        <RailLink to="/completions" icon={<MessageSquareText />}>
          Completions
        </RailLink>
        <RailLink to="/review" icon={<CircleCheckBig />}>
          Review
        </RailLink>
        <RailLink to="/insights" icon={<ChartColumn />} className="max-sm:hidden">
          Insights
        </RailLink>
        <RailLink to="/data" icon={<Database />}>
          Data
        </RailLink>
        {!isNarrow && (
          <Suspense fallback={null}>
            <RailViews />
          </Suspense>
        )}
        <RailLink to="/settings" icon={<Settings2 />} className="sm:mt-auto">
          Settings
        </RailLink>
      </nav>
      <div className="flex min-h-9 gap-0.5 sm:flex-col">
        <Suspense fallback={null}>
          <RailFoot />
        </Suspense>
      </div>
    </header>
  );
}

type LinkProps = { to: string; icon: ReactNode; children: string; className?: string };

function RailLink({ to, icon, children, className }: LinkProps) {
  return (
    <NavLink
      to={to}
      end={to === '/'}
      className={cx(
        'flex items-center gap-2.5 rounded-md text-ink-2 hover:bg-hover hover:text-ink [&_svg]:size-4 [&_svg]:shrink-0',
        'aria-[current=page]:bg-pressed aria-[current=page]:font-medium aria-[current=page]:text-ink',
        'max-sm:min-w-0 max-sm:flex-1 max-sm:flex-col max-sm:gap-0.5 max-sm:px-0.5 max-sm:py-1 max-sm:text-[10px]/4 max-sm:tracking-tight',
        'sm:h-8 sm:px-2 sm:text-sm',
        className,
      )}
    >
      {icon}
      <span className="max-w-full truncate sm:sr-only xl:group-not-data-narrow/rail:not-sr-only">
        {children}
      </span>
    </NavLink>
  );
}
