import { cx } from '@/ui/cx';
import { markPrompt } from '../variables/variable-marks';

/** Beyond what any window shows. */
const MOST = 240;

/** The beginning of a system prompt, where it has one line. */
export function PromptLine({ text, className }: { text: string; className?: string }) {
  return (
    <span ref={markPrompt} dir="auto" className={cx('min-w-0 flex-1 truncate text-sm', className)}>
      {text.trimStart().slice(0, MOST)}
    </span>
  );
}
