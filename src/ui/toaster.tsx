import CircleCheck from 'lucide-react/icons/circle-check';
import TriangleAlert from 'lucide-react/icons/triangle-exclamation-point';
import X from 'lucide-react/icons/x';
import { shownText } from '@/lib/shown-text';
import { Button } from '@/ui/button';
import { dismissToast, toastEntered, toastLeft, useToasts, type Toast } from '@/ui/toast-store';

/** Mounted once, always present, because a live region must exist before its text does. */
export function Toaster() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <section
      aria-label="Notifications"
      aria-live="polite"
      className="pointer-events-none fixed right-4 bottom-16 z-50 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2 in-[body:has([data-over-pager])]:bottom-30 max-xl:top-15 max-xl:bottom-auto!"
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
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
