import CircleAlert from 'lucide-react/icons/circle-exclamation-point';
import Info from 'lucide-react/icons/info';
import Lightbulb from 'lucide-react/icons/lightbulb';
import MessageSquareWarning from 'lucide-react/icons/message-square-exclamation-point';
import TriangleAlert from 'lucide-react/icons/triangle-exclamation-point';
import type { ReactNode } from 'react';
import type { AlertKind } from '@/components/markdown/answer-tokenizer';
import { cx } from '@/ui/cx';

const alerts = {
  note: { title: 'Note', Icon: Info, look: 'border-accent-ink', ink: 'text-accent-ink' },
  tip: { title: 'Tip', Icon: Lightbulb, look: 'border-success-ink', ink: 'text-success-ink' },
  important: {
    title: 'Important',
    Icon: MessageSquareWarning,
    look: 'border-accent-ink',
    ink: 'text-accent-ink',
  },
  warning: {
    title: 'Warning',
    Icon: TriangleAlert,
    look: 'border-warning-ink',
    ink: 'text-warning-ink',
  },
  caution: {
    title: 'Caution',
    Icon: CircleAlert,
    look: 'border-danger-ink',
    ink: 'text-danger-ink',
  },
} as const;

type Props = { alert: AlertKind | undefined; children: ReactNode };

/** A quotation, or one of GitHub's alerts, which are written like one. */
export function QuoteView({ alert, children }: Props) {
  if (!alert) {
    return (
      <blockquote className="my-2.5 border-l-2 border-line-strong pl-3 text-ink-2">
        {children}
      </blockquote>
    );
  }
  const { title, Icon, look, ink } = alerts[alert];
  return (
    <div role="note" className={cx('my-2.5 border-l-2 pl-3', look)}>
      <p className={cx('mb-1 flex items-center gap-1.5 text-sm font-medium', ink)}>
        <Icon aria-hidden className="size-4 shrink-0" />
        {title}
      </p>
      {children}
    </div>
  );
}
