import { hasWords } from '@/lib/has-words';
import { type Filter, readFilter } from '#contract/filter';
import { timeRangeWords } from '@/lib/time-range-text';
import { readTime } from '@/lib/typed-time';
import { type Option, OptionList } from './option-list';
import { type FacetLists, OFFERED, type Subject, subjectFacts, valuesOf } from './subjects';
import { createdFilters, namesFilters, tokensOf, tokenWords } from './tokens';

/** A subject, whose value comes next, or a whole condition. */
export type FieldChoice = { subject: Subject } | { subject: Subject; filters: Filter[] };

type Props = {
  facets: FacetLists;
  /** The source, when it has OpenAI's API alone. */
  plainLabel: string | null;
  ahead: string;
  onTake: (choice: FieldChoice, inside: Element) => void;
};

/** So many conditions are suggested at once: more are better found by another letter. */
const MOST_VALUES = 8;

/** What to filter by: a field, a metadata key, or at once a condition that is typed as `env=prod` or `7d`. */
export function FieldList({ facets, plainLabel, ahead, onTake }: Props) {
  return (
    <OptionList<FieldChoice>
      label="Filter by"
      ahead={ahead}
      placeholder="A field, a key, or env=prod"
      optionsFor={(typed) => choicesFor(typed, facets, plainLabel !== null)}
      onTake={(choice, _, inside) => onTake(choice, inside)}
      nothing="No field or key has this name."
    >
      {plainLabel !== null && (
        <p className="px-2 pt-2 pb-1 text-xs text-ink-3">
          {plainLabel} filters by model and metadata only.
        </p>
      )}
    </OptionList>
  );
}

function choicesFor(typed: string, facets: FacetLists, isPlain: boolean): Option<FieldChoice>[] {
  const isWanted = hasWords(typed);
  const isFound = ({ label }: Option<FieldChoice>) => isWanted(label);
  const fields = OFFERED.filter((subject) => !isPlain || subjectFacts(subject).isPlain).map(
    (subject): Option<FieldChoice> => ({
      value: { subject },
      label: subjectFacts(subject).label,
      group: 'Fields',
    }),
  );
  const keys = facets.metadata.map(({ key, count }): Option<FieldChoice> => ({
    value: { subject: `metadata[${key}]` },
    label: key,
    isMono: true,
    count,
    group: 'Metadata',
  }));
  if (typed === '') return [...fields, ...keys];
  const whole = [...typedPair(typed, isPlain), ...(isPlain ? [] : typedTime(typed))];
  const found = [...fields, ...keys].filter(isFound);
  const values = valueOptions(facets, isPlain).filter(isFound).slice(0, MOST_VALUES);
  return [...whole, ...found, ...values, ...typedKey(typed, facets)];
}

/** `env=prod`, `env:prod` and `env!=prod`, as they are typed. */
function typedPair(typed: string, isPlain: boolean): Option<FieldChoice>[] {
  const [, key = '', sign = '', value = ''] = /^(.+?)\s*(!=|=|:)\s*(.+)$/s.exec(typed) ?? [];
  if (key === '' || (sign === '!=' && isPlain)) return [];
  // A field of its own name is one, and not a key.
  const named = sign === '!=' ? null : readFilter(key.toLowerCase(), value);
  const pair = readFilter(`metadata${sign === '!=' ? '_not' : ''}[${key}]`, value);
  const filter = named !== null && (!isPlain || named.field === 'model') ? named : pair;
  return filter === null ? [] : [conditionOption([filter], 'as typed')];
}

function typedTime(typed: string): Option<FieldChoice>[] {
  const [range] = readTime(typed, new Date());
  if (!range) return [];
  return [
    {
      value: { subject: 'created', filters: createdFilters(range) },
      label: `Created ${timeRangeWords(range)}`,
      group: 'Conditions',
    },
  ];
}

function valueOptions(facets: FacetLists, isPlain: boolean): Option<FieldChoice>[] {
  const named: Subject[] = isPlain ? ['model'] : ['model', 'provider'];
  const keys = facets.metadata.map(({ key }): Subject => `metadata[${key}]`);
  return [...named, ...keys].flatMap((subject) =>
    (valuesOf(subject, facets) ?? []).map(({ value, count }) =>
      conditionOption(namesFilters(subject, 'is', [value]), undefined, count),
    ),
  );
}

function conditionOption(
  filters: Filter[],
  note?: string,
  count: number | null = null,
): Option<FieldChoice> {
  const [token] = tokensOf(filters);
  return {
    value: { subject: token!.subject, filters },
    label: tokenWords(token!),
    count,
    ...(note !== undefined && { note }),
    group: 'Conditions',
  };
}

/** Any key can be asked for, also one that nothing has yet. */
function typedKey(typed: string, facets: FacetLists): Option<FieldChoice>[] {
  const isKnown = facets.metadata.some(({ key }) => key === typed);
  if (isKnown || readFilter(`metadata[${typed}]`, '') === null) return [];
  return [
    {
      value: { subject: `metadata[${typed}]` },
      label: typed,
      isMono: true,
      note: 'as a metadata key',
      group: 'Metadata',
    },
  ];
}
