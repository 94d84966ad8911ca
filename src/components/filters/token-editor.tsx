import { hasWords } from '@/lib/has-words';
import { keysOf } from '#contract/keys-of';
import { useQuery } from '@tanstack/react-query';
import { use, useState } from 'react';
import type { CompletionSummary } from '@/api/completion-summary';
import type { Connection } from '@/api/connection';
import type { Filter } from '#contract/filter';
import { completionQueries } from '@/queries/completion-queries';
import { closePopover } from '@/ui/popover';
import { AmountForm } from './amount-form';
import { CreatedEditor } from './created-editor';
import { facetsOfRows } from './facets-of-rows';
import { type FieldChoice, FieldList } from './field-list';
import { OptionList } from './option-list';
import { type FacetLists, type Subject, subjectFacts } from './subjects';
import { TextForm } from './text-form';
import {
  amountsIn,
  KEY_OPERATORS,
  type KeyOperator,
  namesFilters,
  operatorOf,
  rangeIn,
  type Token,
  tokensOf,
  valuesIn,
  withToken,
} from './tokens';
import { TypedAhead } from './typed-ahead';
import { ValueList } from './value-list';

export type Part = 'field' | 'operator' | 'value';

export type EditorProps = {
  connection: Connection;
  /** All that are on. */
  filters: readonly Filter[];
  /** The page that is shown, for suggestions where the server does not count. */
  rows: readonly CompletionSummary[];
  /** The source, when it has OpenAI's API alone. */
  plainLabel: string | null;
  onChange: (filters: Filter[]) => void;
};

export type TokenEditorProps = EditorProps & {
  /** Null: one is added. */
  token: Token | null;
  /** What was pressed. */
  start: Part;
};

/** Edits a condition in place, part by part; what is taken holds at once. */
export function TokenEditor(props: TokenEditorProps) {
  const { connection, filters, rows, plainLabel, onChange, token, start } = props;
  const [part, setPart] = useState(start);
  const [ahead, setAhead] = useState(use(TypedAhead));
  const [subject, setSubject] = useState<Subject | null>(token?.subject ?? null);
  const [operator, setOperator] = useState<KeyOperator>(token ? operatorOf(token) : 'is');
  // What is on already is gone on with, and not added once more.
  const current = token?.subject === subject ? token : alike(filters, subject, operator);
  const target = token ?? current;
  const others = filters.filter((filter) => !target?.filters.includes(filter));
  const counted = useQuery(completionQueries(connection).facets(others)).data;
  const facets = counted ?? facetsOfRows(rows);

  function take(next: readonly Filter[], inside: Element | null) {
    const isOther = current !== null && current !== target;
    const kept = isOther ? filters.filter((filter) => !current.filters.includes(filter)) : filters;
    onChange(withToken(kept, target, next));
    if (inside) closePopover(inside);
  }
  function goOn(next: Part) {
    setAhead('');
    setPart(next);
  }
  function choose(choice: FieldChoice, inside: Element) {
    if ('filters' in choice) return take(choice.filters, inside);
    setSubject(choice.subject);
    setOperator('is');
    goOn('value');
  }
  function operate(next: KeyOperator, inside: Element) {
    setOperator(next);
    const values = current ? valuesIn(current) : [];
    const isWhole = next === 'exists' || next === 'missing' || values.length > 0;
    if (subject !== null && isWhole) take(namesFilters(subject, next, values), inside);
    else goOn('value');
  }

  if (subject === null || part === 'field') {
    return <FieldList {...{ facets, plainLabel, ahead }} onTake={choose} />;
  }
  if (part === 'operator') return <OperatorList {...{ plainLabel, ahead }} onTake={operate} />;
  const value = { connection, subject, operator, current, others, facets, ahead, take };
  return <ValueEditor {...value} plainLabel={plainLabel} onBack={() => goOn('field')} />;
}

/** The condition on the same, where values can be added to it. */
function alike(filters: readonly Filter[], subject: Subject | null, operator: KeyOperator) {
  const found = tokensOf(filters).find(
    (token) => token.subject === subject && operatorOf(token) === operator,
  );
  return found ?? null;
}

type ValueProps = {
  connection: Connection;
  subject: Subject;
  operator: KeyOperator;
  current: Token | null;
  others: readonly Filter[];
  facets: FacetLists;
  plainLabel: string | null;
  /** What was typed before the list was there. */
  ahead: string;
  take: (next: readonly Filter[], inside: Element | null) => void;
  onBack: () => void;
};

function ValueEditor(props: ValueProps) {
  const { connection, subject, operator, current, others, facets, plainLabel, take, onBack } =
    props;
  const { ahead } = props;
  const { kind } = subjectFacts(subject);
  const chosen = current ? valuesIn(current) : [];
  if (kind === 'time') {
    const range = current ? rangeIn(current) : {};
    return <CreatedEditor {...{ connection, others, range, ahead }} onTake={take} />;
  }
  if (kind === 'amount') {
    const { least = '', most = '' } = current ? amountsIn(current) : {};
    // Only these have amounts.
    const amount = subject as 'tokens' | 'latency' | 'cost';
    return (
      <AmountForm key={subject} subject={amount} most={most} least={ahead || least} onTake={take} />
    );
  }
  if (kind === 'text') return <TextForm text={ahead || (chosen[0] ?? '')} onTake={take} />;
  if (kind === 'yes-no') return <ToolCalls ahead={ahead} onTake={take} />;
  return (
    <ValueList
      key={subject}
      {...{ subject, facets, chosen, ahead, onBack }}
      canBeSeveral={plainLabel === null}
      onChange={(values, isMore, inside) =>
        take(namesFilters(subject, operator, values), isMore ? null : inside)
      }
    />
  );
}

const CALLS = [
  { value: 'true', label: 'some' },
  { value: 'false', label: 'none' },
];

type CallsProps = { ahead: string; onTake: (next: Filter[], inside: Element) => void };

function ToolCalls({ ahead, onTake }: CallsProps) {
  return (
    <OptionList
      label="Tool calls"
      ahead={ahead}
      placeholder="Some or none"
      optionsFor={(typed) => CALLS.filter(({ label }) => hasWords(typed)(label))}
      onTake={(value, _, inside) => onTake([{ field: 'tool_calls', value }], inside)}
      nothing="Either some or none."
    />
  );
}

type OperatorProps = {
  plainLabel: string | null;
  ahead: string;
  onTake: (operator: KeyOperator, inside: Element) => void;
};

function OperatorList({ plainLabel, ahead, onTake }: OperatorProps) {
  // The keys are the operators.
  const names = keysOf(KEY_OPERATORS);
  const known = names.filter((name) => plainLabel === null || name === 'is');
  return (
    <OptionList
      label="Condition"
      ahead={ahead}
      placeholder="Is, is not…"
      optionsFor={(typed) =>
        known
          .map((name) => ({ value: name, label: KEY_OPERATORS[name] }))
          .filter(({ label }) => hasWords(typed)(label))
      }
      onTake={(name, _, inside) => onTake(name, inside)}
      nothing="There is no such condition."
    >
      {plainLabel !== null && (
        <p className="px-2 pt-2 pb-1 text-xs text-ink-3">{plainLabel} supports only “is”.</p>
      )}
    </OptionList>
  );
}
