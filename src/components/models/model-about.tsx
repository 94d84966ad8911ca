import { dayWords } from '@/lib/day-words';
import { formatCount } from '@/lib/format';
import { priceOrigin } from './known-model';
import { abilitiesOf, type ModelChoice, rateText } from './model-choice';

/** What is known of the option that the keys stand on. */
export function ModelAbout({ choice }: { choice: ModelChoice }) {
  const { id, provider, facts, isFree, note } = choice;
  if (!facts) return null;
  const price = (dollars: number | null) =>
    dollars === null ? (isFree ? 'free, runs here' : 'no price known') : rateText(dollars);
  const rows = [
    ['Context', facts.context === null ? 'not known' : formatCount(facts.context, 'token')],
    ['Input', price(facts.input)],
    ['Output', price(facts.output)],
    ...(facts.input === null ? [] : [['Price', priceOrigin(facts)]]),
    ['Can', abilitiesOf(facts).join(', ') || 'its provider does not say'],
    ['Ends', facts.ends === null ? 'no date known' : dayWords(facts.ends)],
  ];
  return (
    <aside
      aria-label="About the model"
      className="w-60 shrink-0 border-s border-line px-4 py-2 text-sm max-md:hidden"
    >
      <h3 className="font-semibold break-words">{id}</h3>
      <p className="text-xs text-ink-3">{note ?? provider}</p>
      <dl className="mt-3 grid grid-cols-[4.5rem_1fr] gap-y-2">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-3">{name}</dt>
            <dd className="break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-xs text-ink-3">$ per million tokens of a short prompt.</p>
    </aside>
  );
}
