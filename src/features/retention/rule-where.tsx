import { useEffect, useRef, useState } from 'react';
import { readFilters } from '#contract/filter';
import { LOCAL_CONNECTION } from '@/api/connection';
import { EditorPlace } from '@/components/filters/editor-place';
import { tokensOf } from '@/components/filters/tokens';
import { Button } from '@/ui/button';
import { closeOnAdd } from './close-on-add';
import { conditionAt, whereText } from './rule-text';

type Props = {
  where: string;
  /** Which of its conditions; null: one more. */
  at: number | null;
  onChange: (change: { where: string }) => void;
};

/** What a condition of a rule can be. What is chosen holds when the list closes, so that several values are one change. */
export function RuleWhere({ where, at, onChange }: Props) {
  const [{ filters, unread }] = useState(() => readFilters(new URLSearchParams(where)));
  const [{ condition, problem }] = useState(() => conditionAt(where, at));
  const first = tokensOf(filters).find((each) =>
    each.filters.some((of) => of === filters[condition]),
  );
  const others = filters.filter((filter) => !first?.filters.includes(filter));
  const [edited, setEdited] = useState({ filters, unread });
  const token =
    tokensOf(edited.filters).find((each) => each.filters.some((of) => !others.includes(of))) ??
    null;

  const taken = useRef<() => void>(undefined);
  useEffect(() => {
    taken.current = () => {
      const next = whereText(edited.filters, edited.unread);
      if (next !== whereText(filters, unread)) onChange({ where: next });
    };
  });
  useEffect(() => () => taken.current?.(), []);

  return (
    <>
      {problem === -1 && (
        <EditorPlace
          connection={LOCAL_CONNECTION}
          filters={edited.filters}
          rows={[]}
          plainLabel={null}
          token={token}
          start={at === null ? 'field' : 'value'}
          onChange={(next) => setEdited({ filters: next, unread })}
        />
      )}
      {at !== null && (
        <div className="border-t border-line p-1">
          <Button
            size="sm"
            variant="dangerGhost"
            onClick={({ currentTarget }) => {
              setEdited({
                filters: others,
                unread: unread.filter((_, index) => index !== problem),
              });
              closeOnAdd(currentTarget);
            }}
          >
            Remove this condition
          </Button>
        </div>
      )}
    </>
  );
}
