import { cx } from '@/ui/cx';

/** Maths as it was written: half of it, or what is no TeX. */
export function MathsSource({ tex, isBlock }: { tex: string; isBlock: boolean }) {
  return (
    <code
      dir="ltr"
      className={cx(
        'font-mono text-[0.88em] whitespace-pre-wrap text-ink-2',
        isBlock && 'my-3 block text-center',
      )}
    >
      {tex}
    </code>
  );
}
