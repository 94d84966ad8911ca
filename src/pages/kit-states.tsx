import Info from 'lucide-react/icons/info';
import KeyRound from 'lucide-react/icons/key-round';
import ListChecks from 'lucide-react/icons/list-checks';
import TriangleAlert from 'lucide-react/icons/triangle-exclamation-point';
import { useState } from 'react';
import { LiveFigures } from '@/components/answer/live-figures';
import { Loaded } from '@/components/loaded';
import { QueryError } from '@/components/query-error';
import { Button } from '@/ui/button';
import { CodeBlock } from '@/ui/code-block';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { EmptyState } from '@/ui/empty-state';
import { Note } from '@/ui/note';
import { Progress } from '@/ui/progress';
import { Skeleton } from '@/ui/skeleton';
import { Spinner } from '@/ui/spinner';
import { Cell, HeaderCell, Table, TableHead, TableRow } from '@/ui/table';
import { showToast } from '@/ui/toast-store';
import { Part, State } from './kit-part';

const nothing = () => undefined;
const refetch = async () => {
  throw new Error('Nothing is loaded here');
};
const failed = new Error('The server did not answer within 30 s.');
const none = { data: undefined, error: null, refetch };

export function KitStates() {
  return (
    <>
      <Part
        name="Note"
        about="Belongs to the row or block above it; text, then at most two actions"
      >
        <Note className="w-full" icon={<Info aria-hidden />}>
          200 rows tell 6 points apart.
        </Note>
        <Note
          className="w-full"
          tone="warning"
          icon={<TriangleAlert aria-hidden />}
          actions={<Button size="sm">Leave them out</Button>}
        >
          2 rows miss a value.
        </Note>
        <Note
          className="w-full"
          tone="danger"
          icon={<KeyRound aria-hidden />}
          actions={<Button size="sm">Replace</Button>}
        >
          Mistral refuses the key.
        </Note>
        <Note
          className="w-full"
          tone="success"
          icon={<KeyRound aria-hidden />}
          actions={<Button size="sm">Copy</Button>}
        >
          The token is ready.
        </Note>
      </Part>
      <Lists />
      <Rows />
      <Part name="Answer on its way">
        <State name="Waiting">
          <span className="flex items-center gap-2 text-ink-3">
            <Spinner className="size-3.5" /> Waiting for the provider to begin
          </span>
        </State>
        <State name="Running">
          <LiveFigures askedAt={undefined} pace={null} />
        </State>
        <State name="Progress" isWide>
          <Progress label="Done" value={40} max={100} />
        </State>
      </Part>
      <Part name="Code">
        <div className="w-full">
          <CodeBlock label="shell" code="OPENAI_API_KEY=your-key npm start" />
        </div>
      </Part>
      <Overlays />
    </>
  );
}

function Lists() {
  return (
    <>
      <Part name="List, loading" about="Keeps the shape of what comes">
        <div className="w-full">
          <Loaded query={none} what="the jobs" bars={['h-8', 'h-8']} className="">
            {nothing}
          </Loaded>
        </div>
      </Part>
      <Part name="List, failed">
        <div className="w-full">
          <Loaded query={{ ...none, error: failed }} what="the jobs" className="">
            {nothing}
          </Loaded>
        </div>
      </Part>
      <Part name="List, failed later" about="What was loaded stays">
        <div className="w-full space-y-2">
          <Loaded
            query={{ ...none, data: 'The rows.', error: failed }}
            what="the jobs"
            className=""
          >
            {(text) => <p>{text}</p>}
          </Loaded>
        </div>
      </Part>
      <Part name="List, empty">
        <Loaded
          query={{ ...none, data: null }}
          what="the jobs"
          empty={{
            when: () => true,
            show: (
              <EmptyState
                className="!py-4"
                icon={<ListChecks aria-hidden />}
                title="No jobs yet"
                actions={<Button>To the table</Button>}
              >
                Select completions in the table to delete, tag or export many at once.
              </EmptyState>
            ),
          }}
        >
          {nothing}
        </Loaded>
      </Part>
      <Part name="Failed action">
        <QueryError className="w-full" title="That was not saved" error={failed} />
      </Part>
    </>
  );
}

function Rows() {
  return (
    <Part name="Row" about="Loading keeps the shape of the row">
      <Table>
        <TableHead>
          <tr>
            <HeaderCell>Input</HeaderCell>
            <HeaderCell className="w-24 text-right">Cost</HeaderCell>
          </tr>
        </TableHead>
        <tbody>
          <TableRow>
            <Cell>Rest</Cell>
            <Cell numeric>$0.0031</Cell>
          </TableRow>
          <TableRow aria-selected>
            <Cell>Selected</Cell>
            <Cell numeric>$0.0031</Cell>
          </TableRow>
          <TableRow>
            <Cell>
              <Skeleton className="h-2 w-2/3" />
            </Cell>
            <Cell>
              <Skeleton className="ms-auto h-2 w-12" />
            </Cell>
          </TableRow>
        </tbody>
      </Table>
    </Part>
  );
}

function Overlays() {
  const [isAsking, setAsking] = useState(false);
  return (
    <Part name="Over the page">
      <Button
        size="sm"
        onClick={() =>
          showToast({
            title: '413 completions moved to the trash',
            action: { label: 'Undo', onAct: nothing },
          })
        }
      >
        Show a toast
      </Button>
      <Button size="sm" aria-haspopup="dialog" onClick={() => setAsking(true)}>
        Ask
      </Button>
      {isAsking && (
        <ConfirmDialog
          danger
          title="Delete 413 completions?"
          confirmLabel="Delete 413 completions"
          onConfirm={() => setAsking(false)}
          onClose={() => setAsking(false)}
        >
          They go to the trash, where they can be restored for 30 days.
        </ConfirmDialog>
      )}
    </Part>
  );
}
