import { MathsSource } from './maths-source';
import { mathsElement } from './maths-element';

type Props = { tex: string; isBlock: boolean };

/** TeX as MathML; what is none, or would be too much, stays as it was written. */
export function Formula({ tex, isBlock }: Props) {
  const element = mathsElement(tex, isBlock);
  if (element === null) return <MathsSource tex={tex} isBlock={isBlock} />;
  if (!isBlock) return <span>{element}</span>;
  return (
    <span
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- within a paragraph, where only spans may be
      role="group"
      aria-label="Formula"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
      tabIndex={0}
      className="my-3 block scrolls-x py-1"
    >
      {element}
    </span>
  );
}
