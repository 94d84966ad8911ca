import { hasWords } from '@/lib/has-words';
import { COMPLETION_STATES, INCOMPLETE_REASONS } from '#contract/completion';
import { isStorable } from '#contract/storable';
import { type Option, OptionList } from './option-list';
import { type FacetLists, type Subject, subjectFacts, valuesOf } from './subjects';
import { Kbd } from '@/ui/kbd';

type Props = {
  subject: Subject;
  facets: FacetLists;
  /** The values that the condition has now. */
  chosen: readonly string[];
  /** Several values are any of them; a server with OpenAI's API alone takes one. */
  canBeSeveral: boolean;
  ahead: string;
  onChange: (values: readonly string[], isMore: boolean, inside: Element) => void;
  onBack: () => void;
};

/** The only values that some fields have; names of others can be typed. */
const CLOSED: Partial<Record<Subject, readonly string[]>> = {
  state: COMPLETION_STATES,
  reason: INCOMPLETE_REASONS,
};

/** The values of a field with how often they occur; any other can be typed as well. */
export function ValueList(props: Props) {
  const { subject, facets, chosen, canBeSeveral, ahead, onChange, onBack } = props;
  const { label } = subjectFacts(subject);
  const closed = CLOSED[subject];
  const known = valuesOf(subject, facets) ?? [];
  const all = [...new Set([...chosen, ...known.map(({ value }) => value), ...(closed ?? [])])];
  const countOf = (name: string) => known.find(({ value }) => value === name)?.count ?? null;

  function optionsFor(typed: string): Option<string>[] {
    const found = all.filter(hasWords(typed));
    const options = found.map((value): Option<string> => ({
      value,
      label: closed ? value.replaceAll('_', ' ') : value,
      count: countOf(value),
    }));
    const isNew = typed !== '' && !closed && !all.includes(typed) && isStorable(typed);
    return isNew ? [...options, { value: typed, label: typed, note: 'as typed' }] : options;
  }
  function take(value: string, isMore: boolean, inside: Element) {
    if (!isMore) return onChange([value], false, inside);
    const others = chosen.filter((other) => other !== value);
    onChange(others.length < chosen.length ? others : [...chosen, value], true, inside);
  }

  return (
    <OptionList
      label={`Values of ${label}`}
      ahead={ahead}
      placeholder={closed ? 'Search values' : 'Search, or type any value'}
      optionsFor={optionsFor}
      onTake={take}
      {...(canBeSeveral && { chosen })}
      onBack={onBack}
      nothing={closed ? 'It has no such value.' : 'Type a value.'}
    >
      {canBeSeveral && (
        <p className="flex items-center gap-1.5 border-t border-line px-2 pt-2 pb-1 text-xs text-ink-3 pointer-coarse:hidden">
          <Kbd>Enter</Kbd> only this <span className="ms-2" />
          <Kbd>Mod+Enter</Kbd> or its box: one more
        </p>
      )}
    </OptionList>
  );
}
