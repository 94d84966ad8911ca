import { useQuery } from '@tanstack/react-query';
import Ellipsis from 'lucide-react/icons/ellipsis';
import KeyRound from 'lucide-react/icons/key-round';
import Lock from 'lucide-react/icons/lock';
import Pencil from 'lucide-react/icons/pencil';
import Trash2 from 'lucide-react/icons/trash-2';
import type { ReactNode } from 'react';
import type { ProviderEntry } from '#contract/wire/providers';
import { clientFor, providerConnection } from '@/api/connection';
import { ProviderMark } from '@/components/provider-mark';
import { formatDuration, formatNumber, formatRelativeTime } from '@/lib/format';
import { providerQueries } from '@/queries/provider-queries';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { cx } from '@/ui/cx';
import { IconButton } from '@/ui/icon-button';
import { Menu, MenuItem } from '@/ui/menu';
import { Note } from '@/ui/note';
import { useNow } from '@/ui/use-now';
import { keepsCompletions } from './try-direct';

type Props = {
  provider: ProviderEntry;
  lack: string | null;
  onChange: () => void;
  onRemove: () => void;
};

export function ProviderRow({ provider, lack, onChange, onRemove }: Props) {
  const { name, address, keyHint, editable, stored, source } = provider;
  const test = useQuery({ ...providerQueries.test(name), enabled: lack === null });
  const keeps = useKeeps(provider);
  const { data, error } = test;
  const problem = error?.message ?? data?.problem?.message ?? null;
  return (
    <>
      <tr className="group align-middle *:h-10 *:overflow-hidden *:px-2 *:text-ellipsis *:whitespace-nowrap max-md:flex max-md:flex-wrap max-md:px-3 md:*:first:ps-5 max-md:items-center max-md:border-b max-md:border-line max-md:py-1 max-md:*:h-8 max-md:*:content-center md:*:border-b md:*:border-line">
        <Name provider={provider} state={stateOf(lack, problem, Boolean(data ?? error))} />
        <td className="font-mono text-xs text-ink-2" title={address}>
          {source === 'demo' ? 'built in, no AI' : address.replace(/^https:\/\//, '')}
        </td>
        <td className="font-mono text-xs text-ink-2">
          {keyHint ?? <span className="text-ink-3">no key</span>}
        </td>
        <td className="text-end tabular-nums max-md:hidden">
          {data?.models == null ? '–' : formatNumber(data.models)}
        </td>
        <td className="text-ink-2">
          <Origin provider={provider} />
        </td>
        <td
          className={cx(
            // On a phone its room is there before it is known: no row grows.
            'text-xs tabular-nums max-md:min-w-26',
            problem === null ? 'text-ink-3' : 'text-danger-ink',
          )}
        >
          <Checked at={data?.at} ms={data?.ms} isBad={problem !== null} />
        </td>
        <td className="text-end max-md:ms-auto">
          <span className="inline-flex items-center">
            <Button
              variant="ghost"
              size="sm"
              loading={test.isFetching}
              notNow={lack}
              aria-label={`Test the connection to ${name}`}
              onClick={() => void Promise.all([test.refetch(), stored && keeps.refetch()])}
            >
              Test
            </Button>
            {editable ? <More {...{ name, onChange, onRemove }} /> : <span className="size-7" />}
          </span>
        </td>
      </tr>
      {problem !== null && (
        <Below>
          <Note
            role="alert"
            tone="danger"
            icon={<KeyRound aria-hidden />}
            actions={
              editable && (
                <Button size="sm" onClick={onChange}>
                  Change {name}
                </Button>
              )
            }
          >
            {problem}
          </Note>
        </Below>
      )}
      {keeps.data === false && (
        <Below>
          <p role="note" className="text-xs text-warning-ink">
            {KEEPS_NONE}
          </p>
        </Below>
      )}
    </>
  );
}

const KEEPS_NONE =
  'It is set up as keeping completions itself (stored), and has no list of them: there is nothing to show or to mirror. Remove “stored” from its settings.';

type State = keyof typeof STATES;

function stateOf(lack: string | null, problem: string | null, isAnswered: boolean): State {
  if (lack !== null) return 'unknown';
  return isAnswered ? (problem === null ? 'good' : 'bad') : 'asked';
}

function Name({ provider, state }: { provider: ProviderEntry; state: State }) {
  const { name, stored } = provider;
  return (
    <th scope="row" className="text-start font-medium max-md:h-auto! max-md:w-full">
      {/* Where there is no room beside the name, what it is stands below it: the name is never given up. */}
      <span className="flex min-h-8 flex-wrap items-center gap-x-2.5 gap-y-1 py-1">
        <span className="flex max-w-full min-w-0 items-center gap-2.5">
          <Dot state={state} />
          <ProviderMark name={name} />
          <span className="truncate">{name}</span>
        </span>
        {provider.default && <Badge tone="accent">default</Badge>}
        {stored && (
          <Badge title="Keeps completions itself: Source can switch to them">stores</Badge>
        )}
      </span>
    </th>
  );
}

/** What is to be said of the row above. */
function Below({ children }: { children: ReactNode }) {
  return (
    <tr>
      <td colSpan={7} className="ps-16 pe-4 pt-1 pb-3 max-md:block max-md:ps-4">
        {children}
      </td>
    </tr>
  );
}

type MoreProps = { name: string; onChange: () => void; onRemove: () => void };

function More({ name, onChange, onRemove }: MoreProps) {
  return (
    <Menu
      label={`More for ${name}`}
      placement="bottom-end"
      trigger={
        <IconButton size="iconSm" label={`More for ${name}`}>
          <Ellipsis aria-hidden className="size-4" />
        </IconButton>
      }
    >
      <MenuItem icon={<Pencil aria-hidden />} onSelect={onChange}>
        Change, or replace the key…
      </MenuItem>
      <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={onRemove}>
        Remove {name}…
      </MenuItem>
    </Menu>
  );
}

/** Whether one that is said to keep completions does: found out when it is tested. */
function useKeeps({ name }: ProviderEntry) {
  return useQuery({
    queryKey: ['provider keeps', name],
    queryFn: () => keepsCompletions(clientFor(providerConnection(name))),
    enabled: false,
    gcTime: 0,
  });
}

const STATES = {
  asked: ['is asked', 'bg-line-strong'],
  unknown: ['was not asked', 'bg-line-strong'],
  good: ['answers', 'bg-success'],
  bad: ['does not answer', 'bg-danger'],
} as const;

function Dot({ state }: { state: State }) {
  const [words, color] = STATES[state];
  return <span title={words} className={cx('size-2 shrink-0 rounded-full', color)} />;
}

const ORIGINS = { file: 'providers file', found: 'found on this machine', demo: 'built in' };

function Origin({ provider: { source, keyVariable } }: { provider: ProviderEntry }) {
  if (keyVariable === null) return source === 'env' ? 'environment' : ORIGINS[source];
  return (
    <span
      className="flex items-center gap-1.5"
      title="Set in the environment: change it there and restart"
    >
      <Lock aria-label="Read only" className="size-3 shrink-0" />
      <span className="truncate">{keyVariable}</span>
    </span>
  );
}

type CheckedProps = { at: number | undefined; ms: number | undefined; isBad: boolean };

function Checked({ at, ms, isBad }: CheckedProps) {
  const now = useNow();
  if (at === undefined) return null;
  return `${formatRelativeTime(at, now)}${isBad || ms === undefined ? '' : `, ${formatDuration(ms)}`}`;
}
