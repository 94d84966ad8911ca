import { byPosition } from '@/components/markdown/by-position';
import { showBeside } from '@/ui/anchor';
import { cx } from '@/ui/cx';
import {
  type Alternative,
  formatProbability,
  type Piece,
  type Step,
  visibleText,
} from '@/components/answer/tokens';

/** In pixels, within the box of the heat map. */
export type Place = { left: number; top: number; width: number; height: number };

/** What was said and what could have been said instead, beside the token that it is about. */
export function TokenCard({ piece, place }: { piece: Piece; place: Place }) {
  return (
    // Those who listen are told by the line of the heat map, in one sentence.
    <div aria-hidden className="pointer-events-none absolute" style={place}>
      {/* Beside a stand-in: as an anchor, the token itself would have all of its text laid out again. */}
      <div
        ref={(box) => (box?.parentElement ? showBeside(box, box.parentElement) : undefined)}
        popover="manual"
        data-placement="bottom-start"
        className="pointer-events-none w-60 rounded-lg bg-surface p-3 text-xs text-ink shadow-overlay"
      >
        {byPosition(piece.steps, (step) => (
          <StepTable step={step} />
        ))}
        {piece.steps.length > 1 && (
          <p className="text-ink-3">
            {piece.steps.length} tokens make “{visibleText(piece.text)}”, together{' '}
            {formatProbability(piece.probability)}.
          </p>
        )}
      </div>
    </div>
  );
}

function StepTable({ step }: { step: Step }) {
  const isListed = step.alternatives.some(({ text }) => text === step.text);
  const rows: Alternative[] = isListed ? step.alternatives : [step, ...step.alternatives];
  return (
    <table className="mb-1 w-full tabular-nums last:mb-0">
      <tbody>
        {byPosition(rows, ({ text, probability }) => (
          <tr className={cx(text === step.text ? 'font-semibold' : 'text-ink-2')}>
            <td className="max-w-24 truncate pr-2 font-mono">{visibleText(text)}</td>
            <td className="w-16">
              <meter
                aria-label="Probability"
                min={0}
                max={1}
                value={probability}
                className={
                  'block h-1.5 w-full appearance-none overflow-hidden rounded-full border-0 [background:var(--color-line)] ' +
                  '[&::-moz-meter-bar]:[background:var(--color-accent-ink)] [&::-webkit-meter-bar]:border-0 ' +
                  '[&::-webkit-meter-bar]:[background:var(--color-line)] [&::-webkit-meter-inner-element]:block ' +
                  '[&::-webkit-meter-optimum-value]:[background:var(--color-accent-ink)]'
                }
              />
            </td>
            <td className="pl-2 text-right">{formatProbability(probability)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
