import { Button } from '@/ui/button';
import { Kbd } from '@/ui/kbd';
import type { ProviderEdit } from './use-provider-edit';

/** Enter does what comes next: the test, then Save. */
export function ProviderFormFoot({ edit, onCancel }: { edit: ProviderEdit; onCancel: () => void }) {
  const { typed, test, saving, isReady } = edit;
  const isTested = test.data !== undefined;
  const error = saving.error ?? test.error;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 pt-1">
        <Button
          type={isTested ? 'submit' : 'button'}
          variant="primary"
          loading={saving.isPending}
          notNow={isTested ? null : 'Test it first'}
        >
          {test.data?.problem ? 'Save anyway' : `Save ${typed.name.trim()}`}
          <Kbd>⏎</Kbd>
        </Button>
        <Button
          type={isTested ? 'button' : 'submit'}
          loading={test.isPending}
          notNow={isReady ? null : 'Enter a name and an address first'}
          onClick={isTested ? edit.runTest : undefined}
        >
          {isTested ? 'Test again' : 'Test'}
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          Cancel <Kbd>Esc</Kbd>
        </Button>
      </div>
      {error && (
        <p role="alert" className="text-sm text-danger-ink">
          {error.message}
        </p>
      )}
    </>
  );
}
