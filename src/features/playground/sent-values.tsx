import type { PromptTurn } from './conversation';

/** What stood for the variables of a message when it was sent; the panel has those of today. */
export function SentValues({ turn: { values } }: { turn: PromptTurn }) {
  const sent = Object.entries(values ?? {}).filter(([, value]) => value !== null);
  if (sent.length === 0) return null;
  return (
    <dl aria-label="Sent with" className="mt-2 space-y-0.5 text-xs text-ink-3">
      {sent.map(([name, value]) => (
        <div key={name} className="flex gap-2">
          <dt className="shrink-0 font-mono">{name}</dt>
          <dd className="line-clamp-3 min-w-0 break-words whitespace-pre-wrap text-ink-2">
            {value || <em>empty</em>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
