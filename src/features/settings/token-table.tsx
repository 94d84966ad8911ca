import type { Token } from '#contract/wire/tokens';
import { formatDateTime, formatDay, formatRelativeTime } from '@/lib/format';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Cell, HeaderCell, Table, TableHead, TableRow } from '@/ui/table';
import { useNow } from '@/ui/use-now';

type Props = { tokens: readonly Token[]; onRevoke: (token: Token) => void };

/** In seconds: a token that nobody has used for this long is probably not needed. */
const LONG = 90 * 86_400;

export function TokenTable({ tokens, onRevoke }: Props) {
  const now = useNow();
  return (
    <div className="scrolls-x">
      <Table className="stacks table-fixed md:min-w-240">
        <TableHead>
          <tr>
            <HeaderCell className="ps-5!">Name</HeaderCell>
            <HeaderCell className="w-54">May</HeaderCell>
            <HeaderCell className="w-26">Made</HeaderCell>
            <HeaderCell className="w-30">Made by</HeaderCell>
            <HeaderCell className="w-26">Last used</HeaderCell>
            <HeaderCell className="w-28">Expires</HeaderCell>
            <HeaderCell className="w-28 pe-3!">
              <span className="sr-only">Actions</span>
            </HeaderCell>
          </tr>
        </TableHead>
        <tbody>
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} now={now} onRevoke={() => onRevoke(token)} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

type RowProps = { token: Token; now: number; onRevoke: () => void };

function TokenRow({ token, now, onRevoke }: RowProps) {
  const { name, scopes, created, used, expires, made_by: maker } = token;
  const isOld = now / 1_000 - (used ?? created) > LONG;
  return (
    <TableRow>
      <th
        scope="row"
        title={name}
        className="h-10 truncate border-b border-line ps-5 pe-2 text-start font-medium max-md:h-auto max-md:wrap-anywhere max-md:whitespace-normal"
      >
        {name}
      </th>
      <Cell className="max-md:col-span-full">
        <span className="flex flex-wrap gap-1">
          {scopes.map((scope) => (
            <Badge key={scope}>{scope}</Badge>
          ))}
        </span>
      </Cell>
      <Cell data-name="Made" className="text-ink-2">
        <Time at={created} now={now} />
      </Cell>
      <Cell data-name="Made by" className="truncate text-ink-2" title={maker ?? undefined}>
        {maker ?? '–'}
      </Cell>
      <Cell data-name="Last used" className={isOld ? 'text-warning-ink' : 'text-ink-2'}>
        {used === null ? 'never' : <Time at={used} now={now} />}
      </Cell>
      <Expiry at={expires} now={now} />
      <Cell className="pe-3! text-end">
        <Button variant="dangerGhost" size="sm" aria-label={`Revoke ${name}`} onClick={onRevoke}>
          Revoke…
        </Button>
      </Cell>
    </TableRow>
  );
}

/** In seconds: time enough to make another one. */
const SOON = 7 * 86_400;

function Expiry({ at, now }: { at: number | null; now: number }) {
  if (at === null)
    return (
      <Cell data-name="Expires" className="text-ink-2">
        never
      </Cell>
    );
  const left = at - now / 1_000;
  const tone = left <= 0 ? 'text-danger-ink' : left < SOON ? 'text-warning-ink' : 'text-ink-2';
  return (
    <Cell data-name="Expires" className={tone}>
      <span title={formatDateTime(at)}>{left <= 0 ? 'expired' : formatDay(at)}</span>
    </Cell>
  );
}

function Time({ at, now }: { at: number; now: number }) {
  return <span title={formatDateTime(at)}>{formatRelativeTime(at, now)}</span>;
}
