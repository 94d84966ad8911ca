import { Suspense } from 'react';
import { named } from '@/ui/lazily';
import { useToasts } from '@/ui/toast-store';

// What the first screen does without, but there before there is something to say: the server may be gone by then.
const ToastCard = named(() => import(/* soon */ './toast-card'), 'ToastCard');
void ToastCard.preload();

/** Mounted once, always present, because a live region must exist before its text does. */
export function Toaster() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <section
      aria-label="Notifications"
      aria-live="polite"
      className="pointer-events-none fixed right-4 bottom-16 z-50 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2 in-[body[data-over-pager]]:bottom-30 max-xl:top-15 max-xl:bottom-auto!"
    >
      <Suspense>
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </Suspense>
    </section>
  );
}
