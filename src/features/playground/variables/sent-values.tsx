import type { AnswerTurn } from '../turns/conversation';

/** What stood for the variables when an answer was asked for; the fields above have those of today. */
export function SentValues({ turn: { facts } }: { turn: AnswerTurn }) {
  // A saved conversation may hold anything.
  const sent = Object.entries(facts.values ?? {}).filter(([, value]) => typeof value === 'string');
  if (sent.length === 0) return null;
  return (
    <dl aria-label="Made with" className="flex flex-wrap gap-x-3 gap-y-0.5 text-xs text-ink-3">
      {sent.map(([name, value]) => (
        <div key={name} className="flex max-w-full min-w-0 gap-1.5">
          <dt className="shrink-0 font-mono">{name}</dt>
          <dd dir="auto" title={value} className="min-w-0 truncate text-ink-2">
            {value || <em>empty</em>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
