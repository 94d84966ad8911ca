import Check from 'lucide-react/icons/check';
import Lock from 'lucide-react/icons/lock';
import type { Connection } from '@/api/connection';
import { useVerdictOn } from '@/components/compare-verdict';
import { useKey } from '@/components/keys/key-store';
import { useKeys } from '@/components/keys/use-keys';
import { useCannot } from '@/queries/source/source-can';
import { Button } from '@/ui/button';
import { useHotkeys } from '@/ui/hotkeys';
import { Kbd } from '@/ui/kbd';

type Props = { connection: Connection; one: string; other: string };

/** Which of both is better, under the keys of a comparison in the playground; what is pressed again is taken back. */
export function VerdictBar({ connection, one, other }: Props) {
  const cannot = useCannot(connection, 'update');
  const { verdict, write } = useVerdictOn([one, other]);
  const best = verdict !== null && typeof verdict === 'object' ? verdict.best : verdict;
  const hasDigits = useKey('verdict') !== null;

  function judge(choice: string) {
    if (cannot) return;
    write(choice === best ? null : choice === 'equal' ? choice : { best: choice });
  }
  useKeys({ verdict: ({ key }) => Number(key) <= 2 && judge(key === '1' ? one : other) });
  useHotkeys({ '0': hasDigits ? () => judge('equal') : undefined });

  const choices = [
    ['A is better', one, '1'],
    ['Equal', 'equal', '0'],
    ['B is better', other, '2'],
  ] as const;
  return (
    <footer className="flex min-h-12 shrink-0 flex-wrap items-center gap-2 border-t border-line px-5 py-1.5 text-xs text-ink-3 print:hidden">
      {cannot ? (
        <>
          <Lock aria-hidden className="size-3.5" />
          {cannot.sentence}.
        </>
      ) : (
        <>
          {choices.map(([name, choice, digit]) => (
            <Button
              key={choice}
              size="sm"
              aria-pressed={choice === best}
              aria-keyshortcuts={hasDigits ? digit : undefined}
              className="max-sm:h-11 max-sm:flex-1 aria-pressed:border-transparent aria-pressed:bg-success-soft aria-pressed:text-success-ink"
              onClick={() => judge(choice)}
            >
              {choice === best && <Check aria-hidden className="size-3.5" />}
              {name}
              <Kbd aria-hidden>{hasDigits ? digit : null}</Kbd>
            </Button>
          ))}
          <output className="max-sm:sr-only">
            {verdict ? 'Written' : 'Will be written'} to both as <code>compare</code>
          </output>
        </>
      )}
    </footer>
  );
}
