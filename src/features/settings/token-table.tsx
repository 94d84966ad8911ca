import type { Token } from '#contract/wire/tokens';
import { formatDateTime, formatRelativeTime } from '@/lib/format';
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
      <Table className="min-w-140 table-fixed">
        <TableHead>
          <tr>
            <HeaderCell className="ps-0!">Name</HeaderCell>
            <HeaderCell className="w-54">May</HeaderCell>
            <HeaderCell className="w-26">Made</HeaderCell>
            <HeaderCell className="w-26">Last used</HeaderCell>
            <HeaderCell className="w-24">
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
  const { name, scopes, created, used } = token;
  const isOld = now / 1_000 - (used ?? created) > LONG;
  return (
    <TableRow>
      <th
        scope="row"
        title={name}
        className="h-10 truncate border-b border-line pe-2 text-start font-medium"
      >
        {name}
      </th>
      <Cell>
        <span className="flex gap-1">
          {scopes.map((scope) => (
            <Badge key={scope}>{scope}</Badge>
          ))}
        </span>
      </Cell>
      <Cell className="text-ink-2">
        <Time at={created} now={now} />
      </Cell>
      <Cell className={isOld ? 'text-warning-ink' : 'text-ink-2'}>
        {used === null ? 'never' : <Time at={used} now={now} />}
      </Cell>
      <Cell className="text-end">
        <Button variant="dangerGhost" size="sm" aria-label={`Revoke ${name}`} onClick={onRevoke}>
          Revoke…
        </Button>
      </Cell>
    </TableRow>
  );
}

function Time({ at, now }: { at: number; now: number }) {
  return <span title={formatDateTime(at)}>{formatRelativeTime(at, now)}</span>;
}
