import { isLosslessNumber, stringify } from 'lossless-json';
import { type ReactNode, useState } from 'react';
import { byPosition } from '@/components/markdown/by-position';
import { Button } from '@/ui/button';

/** So many members are drawn at once; the rest on request. */
const PAGE = 100;
const OPEN_DEPTH = 3;
const LONGEST = 2_000;

/** JSON whose objects and lists fold; what is folded costs nothing. */
export function JsonTree({ value }: { value: unknown }) {
  return (
    <div className="scrolls-x rounded-lg border border-line bg-sunken p-3 font-mono text-xs leading-5">
      <Node value={value} depth={0} />
    </div>
  );
}

type NodeProps = { name?: string; value: unknown; depth: number };

function Node({ name, value, depth }: NodeProps) {
  const members = membersOf(value);
  const label = name !== undefined && (
    <>
      <span className="hljs-attr">{name}</span>
      <span className="text-ink-3">: </span>
    </>
  );
  if (!members || members.length === 0) {
    return (
      <div className="pl-4 break-words whitespace-pre-wrap">
        {label}
        <Leaf value={value} />
      </div>
    );
  }
  return <Branch label={label} members={members} value={value} depth={depth} />;
}

type BranchProps = {
  label: ReactNode;
  members: [name: string, value: unknown][];
  value: unknown;
  depth: number;
};

function Branch({ label, members, value, depth }: BranchProps) {
  const [isOpen, setOpen] = useState(depth < OPEN_DEPTH);
  const [count, setCount] = useState(PAGE);
  const isList = Array.isArray(value);
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="marker:text-ink-3">
        {label}
        <span className="text-ink-3">
          {isList ? `[ ${members.length} ]` : `{ ${members.length} }`}
        </span>
      </summary>
      {isOpen && (
        <div className="ml-1.5 border-l border-line pl-2">
          {byPosition(members.slice(0, count), ([name, each]) => (
            <Node name={name} value={each} depth={depth + 1} />
          ))}
          {members.length > count && (
            <Button variant="link" size="inline" onClick={() => setCount(count + PAGE)}>
              Show {Math.min(PAGE, members.length - count)} more of {members.length}
            </Button>
          )}
        </div>
      )}
    </details>
  );
}

function Leaf({ value }: { value: unknown }) {
  const [isWhole, setWhole] = useState(false);
  const text = stringify(value) ?? '';
  const isLong = text.length > LONGEST && !isWhole;
  const look = typeof value === 'string' ? 'hljs-string' : isNumber(value) ? 'hljs-number' : '';
  return (
    <>
      <span className={look || 'hljs-literal'}>{isLong ? text.slice(0, LONGEST) : text}</span>
      {isLong && (
        <Button variant="link" size="inline" onClick={() => setWhole(true)}>
          … show all {text.length} characters
        </Button>
      )}
    </>
  );
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || isLosslessNumber(value);
}

function membersOf(value: unknown): [name: string, value: unknown][] | null {
  if (typeof value !== 'object' || value === null || isLosslessNumber(value)) return null;
  return Object.entries(value);
}
