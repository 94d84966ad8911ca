import { showToast } from '@/ui/toast-store';

/** Says, once while the page is open, that this browser does not keep `what`. */
export function toldOnce(what: string): (error: unknown) => void {
  let isTold = false;
  return (error) => {
    if (isTold) return;
    isTold = true;
    const reason = error instanceof Error ? error.message : '';
    showToast({
      tone: 'danger',
      title: `This browser does not keep your ${what}`,
      detail: `What you see stays until you close the tab. ${reason}`,
    });
  };
}
