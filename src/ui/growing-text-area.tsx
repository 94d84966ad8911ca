import { type ComponentProps, useCallback, useLayoutEffect, useRef } from 'react';
import { cx } from '@/ui/cx';

const canGrow = globalThis.CSS?.supports?.('field-sizing', 'content') ?? true;

/** A text area as high as its text: from `rows` up to the max height of its class. */
export function GrowingTextArea({ ref, className, ...rest }: ComponentProps<'textarea'>) {
  const own = useRef<HTMLTextAreaElement | null>(null);
  const attach = useCallback(
    (box: HTMLTextAreaElement | null) => {
      own.current = box;
      if (typeof ref === 'function') return ref(box);
      if (ref) ref.current = box;
      return undefined;
    },
    [ref],
  );

  // Its height is known to the browser alone, once the text is in it. No list: any render may have brought another text.
  useLayoutEffect(() => {
    if (!canGrow && own.current) growByMeasure(own.current);
  });
  // Its width decides as well; what stands beside it may come and go later than the window changes.
  useLayoutEffect(() => {
    const box = own.current;
    if (canGrow || !box) return undefined;
    let width = box.offsetWidth;
    const sizes = new ResizeObserver(() => {
      if (box.offsetWidth === width) return;
      width = box.offsetWidth;
      // Not at once: an observer that changes what it observes is reported as an error.
      requestAnimationFrame(() => growByMeasure(box));
    });
    sizes.observe(box);
    return () => sizes.disconnect();
  }, []);

  return (
    <textarea dir="auto" {...rest} ref={attach} className={cx('field-sizing-content', className)} />
  );
}

/** Through the CSSOM, which the content policy allows. */
function growByMeasure(box: HTMLTextAreaElement): void {
  const { scrollTop } = box;
  box.style.height = 'auto';
  const borders = box.offsetHeight - box.clientHeight;
  box.style.height = `${box.scrollHeight + borders}px`;
  box.scrollTop = scrollTop;
}
