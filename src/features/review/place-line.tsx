import ExternalLink from 'lucide-react/icons/external-link';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { CompletionAnswer } from '@/api/completion-answer';
import { ProviderMark } from '@/components/provider-mark';
import { StepButtons } from '@/components/step-buttons';
import { formatDateTime, formatRelativeTime } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import { paths } from '@/paths';
import { buttonLook } from '@/ui/button';

type Props = {
  answer: CompletionAnswer;
  /** Undefined at the ends of the list. */
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  /** Its figures. */
  children: ReactNode;
};

/** What is judged, in one line, and the way to those beside it. */
export function PlaceLine({ answer, onPrevious, onNext, children }: Props) {
  const { data, facts } = answer;
  return (
    <header className="mx-auto flex max-w-[54rem] flex-wrap items-center gap-x-3 px-5 pt-2">
      <span className="flex min-w-0 items-center gap-2">
        {facts?.provider && <ProviderMark name={facts.provider} />}
        <bdi className="truncate text-sm font-medium">{shownText(data.model)}</bdi>
      </span>
      <span className="text-xs text-ink-3" title={formatDateTime(data.created)}>
        {formatRelativeTime(data.created)}
      </span>
      <div className="min-w-0 flex-1 max-xl:order-last max-xl:basis-full max-sm:[&_:has(>button)]:hidden">
        {children}
      </div>
      <span className="ms-auto flex items-center">
        <StepButtons onPrevious={onPrevious} onNext={onNext} />
        <Link
          to={paths.completion(data.id)}
          aria-label="Open the full page"
          title="Open the full page"
          className={buttonLook({ variant: 'ghost', size: 'icon' })}
        >
          <ExternalLink aria-hidden className="size-4" />
        </Link>
      </span>
    </header>
  );
}
