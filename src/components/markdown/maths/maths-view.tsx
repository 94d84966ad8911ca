import { memo, Suspense } from 'react';
import { lazily } from '@/ui/lazily';
import { MathsSource } from './maths-source';

type Props = {
  tex: string;
  isBlock: boolean;
  /** Present while its end has not come yet: what is there of it, as it was written. */
  source: string | null;
};

// Few answers have maths, so its code comes with the first formula. Without it, TeX is what there is to read.
const Formula = lazily(
  async () => (await import('@/components/markdown/maths/formula')).Formula,
  MathsSource,
);

/** A formula; the same props make the same one, so it is made once however often the text around it changes. */
export const MathsView = memo(function MathsView({ tex, isBlock, source }: Props) {
  if (source !== null) return <MathsSource tex={source.trim()} isBlock={isBlock} />;
  return (
    <Suspense fallback={<MathsSource tex={tex} isBlock={isBlock} />}>
      <Formula tex={tex} isBlock={isBlock} />
    </Suspense>
  );
});
