import { useQuery } from '@tanstack/react-query';
import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down';
import Server from 'lucide-react/icons/server';
import { useEffect } from 'react';
import { useNavigate } from 'react-router-dom';
import { type Connection, LOCAL_CONNECTION, providerConnection } from '@/api/connection';
import {
  connectionSelected,
  connectionTo,
  useConnectionStore,
} from '@/components/connection-store';
import { formatDuration } from '@/lib/format';
import { paths } from '@/paths';
import { useServerHealth } from '@/queries/server-health';
import { serverQueries } from '@/queries/server-queries';
import { Button } from '@/ui/button';
import { cx } from '@/ui/cx';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/ui/menu';
import { showToast } from '@/ui/toast-store';

/** Shorter breaks nobody has noticed. */
const LONG_BREAK_MS = 5_000;

function useBackAgain() {
  useEffect(
    () =>
      useServerHealth.subscribe(({ downSince }, before) => {
        if (downSince !== null || before.downSince === null) return;
        const lasted = Date.now() - before.downSince * 1000;
        if (lasted < LONG_BREAK_MS) return;
        showToast({ tone: 'success', title: `Connected again after ${formatDuration(lasted)}` });
      }),
    [],
  );
}

/** Whose completions are shown: this server's, a provider's own, or those of a server called directly. */
export function SourceSwitch() {
  const { connection, direct } = useConnectionStore();
  useBackAgain();
  const info = useQuery(serverQueries.info());
  const isDown = useServerHealth((state) => state.downSince !== null);
  const server = { ...info, isError: info.isError || isDown };
  const navigate = useNavigate();
  const keepers = (server.data?.providers ?? []).filter((provider) => provider.stored);

  function item(choice: Connection, hint?: string) {
    return (
      <MenuItem
        key={choice.id}
        checked={choice.id === connection.id}
        onSelect={() => connectionSelected(choice)}
      >
        {choice.label}
        {hint && <span className="ml-1.5 text-ink-3">{hint}</span>}
      </MenuItem>
    );
  }

  return (
    <Menu
      label="Source of completions"
      placement="top-start"
      className="w-64"
      trigger={
        <Button
          variant="ghost"
          aria-label={`Source: ${connection.label}, ${stateWords(server)}`}
          className="max-sm:h-12 max-sm:w-15 max-sm:flex-col max-sm:gap-0.5 max-sm:px-0.5 max-sm:text-[10px] max-sm:tracking-tight sm:max-xl:w-9 sm:max-xl:px-0 xl:w-full xl:justify-start xl:px-2.5 xl:group-data-narrow/rail:w-9 xl:group-data-narrow/rail:px-0 xl:group-data-narrow/rail:justify-center"
        >
          <span className="relative">
            <Server aria-hidden className="size-4" />
            <StateDot isDown={server.isError} />
          </span>
          <span className="max-w-full min-w-0 truncate sm:max-xl:hidden xl:flex-1 xl:text-left xl:group-data-narrow/rail:hidden">
            {isDown && connection.id === LOCAL_CONNECTION.id ? 'No connection' : connection.label}
          </span>
          <ChevronsUpDown
            aria-hidden
            className="size-3.5 max-xl:hidden xl:group-data-narrow/rail:hidden"
          />
        </Button>
      }
    >
      <MenuLabel>Completions kept by</MenuLabel>
      {item(LOCAL_CONNECTION)}
      {keepers.map(({ name, baseHost }) => item(providerConnection(name), baseHost))}
      {direct && item(connectionTo(direct), 'direct')}
      <MenuSeparator />
      <MenuLabel>{stateWords(server)}</MenuLabel>
      <MenuItem onSelect={() => void navigate(paths.settings())}>
        Connections and providers…
      </MenuItem>
    </Menu>
  );
}

type ServerState = { isError: boolean; isPending: boolean; data?: { version: string } | null };

function stateWords({ isError, isPending, data }: ServerState): string {
  if (isError) return 'The server does not answer';
  if (isPending) return 'Connecting…';
  return data ? `Connected, version ${data.version}` : 'No Chatkeep server behind this page';
}

function StateDot({ isDown }: { isDown: boolean }) {
  return (
    <span
      className={cx(
        'absolute -top-0.5 -right-0.5 size-1.5 rounded-full ring-2 ring-canvas',
        isDown ? 'bg-danger' : 'bg-success-ink',
      )}
    />
  );
}
