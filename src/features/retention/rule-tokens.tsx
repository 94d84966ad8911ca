import Plus from 'lucide-react/icons/plus';
import { Fragment, type ReactNode } from 'react';
import type { RuleFields } from '#contract/wire/retention';
import { shownText } from '@/lib/shown-text';
import { Menu, MenuItem } from '@/ui/menu';
import { Popover } from '@/ui/popover';
import { DaysForm, ExceptForm } from './rule-part-forms';
import { type Piece, rulePieces, type RulePart } from './rule-text';
import { RuleWhere } from './rule-where';

export type RuleChange = Partial<RuleFields>;

type Props = {
  rule: RuleFields;
  /** The id of what names it: its words are those of others, too. */
  nameId: string;
  /** Null: nobody may change it here. */
  onChange: ((change: RuleChange) => void) | null;
};

const LOOK =
  'inline-block max-w-full rounded-md border border-line bg-sunken px-1.5 text-start font-medium break-words text-ink';
const BUTTON = `${LOOK} hover:border-line-strong hover:bg-hover aria-expanded:border-accent-ink aria-expanded:bg-raised aria-expanded:text-accent-ink aria-expanded:ring-3 aria-expanded:ring-accent-soft`;
const ADD =
  'ms-1 inline-flex min-h-6 items-center gap-1 rounded-md px-1.5 align-bottom text-xs font-medium text-ink-3 hover:bg-hover hover:text-ink';

/** A rule as a sentence in which what somebody chose stands out, and opens what else it could be. */
export function RuleTokens({ rule, nameId, onChange }: Props) {
  return (
    <div data-sentence className="space-y-0.5 text-read break-words text-ink-2">
      {rulePieces(rule).map((piece, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- by its place: what is changed keeps the focus
        <Fragment key={index}>
          {piece.part === undefined ? (
            piece.text
          ) : onChange === null ? (
            <bdi className={LOOK}>{shownText(piece.text)}</bdi>
          ) : (
            <Token {...{ rule, nameId, piece, onChange }} part={piece.part} />
          )}
        </Fragment>
      ))}
      {onChange && <Additions {...{ rule, nameId, onChange }} />}
    </div>
  );
}

const ACTIONS = [
  ['delete', 'Delete'],
  ['strip', 'Remove the texts of (cannot be undone)'],
] as const;

type TokenProps = {
  rule: RuleFields;
  nameId: string;
  piece: Piece;
  part: RulePart;
  onChange: (change: RuleChange) => void;
};

function Token({ rule, nameId, piece, part, onChange }: TokenProps) {
  const text = shownText(piece.text);
  // The same pair can be a condition, too.
  const name = part === 'except' ? `except ${text}` : undefined;
  const trigger = (
    <button type="button" aria-label={name} aria-describedby={nameId} className={BUTTON}>
      <bdi>{text}</bdi>
    </button>
  );
  if (part === 'action') {
    return (
      <Menu label="What happens to them" trigger={trigger}>
        {ACTIONS.map(([action, name]) => (
          <MenuItem
            key={action}
            checked={action === rule.action}
            onSelect={() => onChange({ action })}
          >
            {name}
          </MenuItem>
        ))}
      </Menu>
    );
  }
  if (part === 'days') {
    return (
      <Place label="Older than" trigger={trigger}>
        <DaysForm days={rule.older_than_days} onChange={onChange} />
      </Place>
    );
  }
  if (part === 'except') return <Exceptions {...{ rule, trigger, onChange }} />;
  return (
    <Place label={`Condition ${piece.text}`} trigger={trigger}>
      <RuleWhere where={rule.where} at={piece.at} onChange={onChange} />
    </Place>
  );
}

/** What a sentence can have and does not have yet. */
function Additions({ rule, nameId, onChange }: Omit<TokenProps, 'piece' | 'part'>) {
  const button = (what: string, says: string) => (
    <button
      type="button"
      data-add={what}
      aria-label={says}
      aria-describedby={nameId}
      className={ADD}
    >
      <Plus aria-hidden className="size-3.5" />
      {what}
    </button>
  );
  return (
    <>
      <Place label="Add a condition" trigger={button('Condition', 'Add a condition')}>
        <RuleWhere where={rule.where} at={null} onChange={onChange} />
      </Place>
      {rule.except.length === 0 && (
        <Exceptions {...{ rule, onChange }} trigger={button('Exception', 'Add an exception')} />
      )}
    </>
  );
}

type OpenProps = Pick<TokenProps, 'rule' | 'onChange'> & { trigger: PlaceProps['trigger'] };

function Exceptions({ rule, trigger, onChange }: OpenProps) {
  return (
    <Place label="Exceptions" trigger={trigger}>
      <ExceptForm except={rule.except} onChange={onChange} />
    </Place>
  );
}

type PlaceProps = {
  label: string;
  trigger: Parameters<typeof Popover>[0]['trigger'];
  children: ReactNode;
};

function Place({ label, trigger, children }: PlaceProps) {
  return (
    <Popover
      aria-label={label}
      trigger={trigger}
      className="max-h-[min(36rem,80vh)] w-80 max-w-[calc(100vw-2rem)] overflow-y-auto p-1 text-sm"
    >
      {children}
    </Popover>
  );
}
