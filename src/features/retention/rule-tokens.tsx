import type { RuleFields } from '#contract/wire/retention';
import { shownText } from '@/lib/shown-text';
import { rulePieces } from './rule-text';

/** A rule as a sentence in which what somebody chose stands out. */
export function RuleTokens({ rule }: { rule: RuleFields }) {
  return (
    <p className="space-y-0.5 text-read break-words text-ink-2">
      {rulePieces(rule).map(({ text, isToken }, index) =>
        isToken ? (
          <bdi
            // oxlint-disable-next-line react/no-array-index-key -- a sentence's pieces have an order and nothing else
            key={index}
            className="inline-block max-w-full rounded-md border border-line bg-sunken px-1.5 font-medium text-ink"
          >
            {shownText(text)}
          </bdi>
        ) : (
          text
        ),
      )}
    </p>
  );
}
