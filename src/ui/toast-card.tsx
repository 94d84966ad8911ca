import CircleCheck from 'lucide-react/icons/circle-check';
import TriangleAlert from 'lucide-react/icons/triangle-exclamation-point';
import X from 'lucide-react/icons/x';
import { shownText } from '@/lib/shown-text';
import { Button } from '@/ui/button';
import { dismissToast, toastEntered, toastLeft, type Toast } from '@/ui/toast-store';

export function ToastCard({ toast }: { toast: Toast }) {
  const { id, title, detail, tone, action } = toast;
  return (
    <div
      role={tone === 'danger' ? 'alert' : undefined}
      onPointerEnter={() => toastEntered(id)}
      onPointerLeave={() => toastLeft(id)}
      onFocus={() => toastEntered(id)}
      onBlur={() => toastLeft(id)}
      className="pointer-events-auto flex animate-enter items-start gap-2 rounded-[10px] bg-raised py-2 pr-2 pl-3 text-sm shadow-overlay"
    >
      {tone === 'danger' && <TriangleAlert aria-hidden className="mt-1 size-4 text-danger-ink" />}
      {tone === 'success' && <CircleCheck aria-hidden className="mt-1 size-4 text-success-ink" />}
      <div className="min-w-0 flex-1 py-0.5">
        <p className="break-words">{shownText(title)}</p>
        {detail && <p className="text-xs break-words text-ink-3">{shownText(detail)}</p>}
      </div>
      {action && (
        <Button
          size="sm"
          onClick={() => {
            dismissToast(id);
            action.onAct();
          }}
        >
          {action.label}
        </Button>
      )}
      <Button variant="ghost" size="iconSm" aria-label="Dismiss" onClick={() => dismissToast(id)}>
        <X aria-hidden className="size-4" />
      </Button>
    </div>
  );
}
