import { useMutation } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import {
  type DirectConnection,
  directConnectionForgotten,
  directConnectionSaved,
  useConnectionStore,
} from '@/components/connection-store';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { TextField } from '@/ui/text-field';
import { showToast } from '@/ui/toast-store';
import { addressProblem } from './address-problem';
import { Section } from './section';
import { triedText, tryDirect } from './try-direct';

const nothingYet: DirectConnection = { baseUrl: '', apiKey: '', isKeyKept: false };

export function DirectSection() {
  const saved = useConnectionStore((state) => state.direct);
  const [direct, setDirect] = useState(saved ?? nothingYet);
  const test = useMutation({ mutationFn: tryDirect });
  const problem = addressProblem(direct.baseUrl);
  const host = problem === null ? new URL(direct.baseUrl).host : null;

  function change(part: Partial<DirectConnection>) {
    test.reset();
    setDirect({ ...direct, ...part });
  }
  function save(event: SyntheticEvent) {
    event.preventDefault();
    if (host === null) return;
    directConnectionSaved(direct);
    showToast({ tone: 'success', title: `Completions now come from ${host}` });
  }
  function forget() {
    directConnectionForgotten();
    setDirect(nothingYet);
    test.reset();
  }

  return (
    <Section
      title="Direct connection"
      hint="The browser calls another server by itself, with a key that you enter here."
    >
      <form onSubmit={save} className="max-w-lg space-y-4">
        <TextField
          label="Base URL"
          inputMode="url"
          placeholder="https://api.openai.com/v1"
          value={direct.baseUrl}
          error={direct.baseUrl === '' ? undefined : problem}
          onChange={(event) => change({ baseUrl: event.target.value })}
        />
        <TextField
          label="API key"
          type="password"
          value={direct.apiKey}
          hint={host ? `The key is sent to ${host} and nowhere else.` : 'Enter the address first.'}
          onChange={(event) => change({ apiKey: event.target.value })}
        />
        <Checkbox
          label="Keep the key until the tab is closed, also when the page is reloaded"
          checked={direct.isKeyKept}
          onChange={(event) => change({ isKeyKept: event.target.checked })}
        />
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" variant="primary" disabled={host === null}>
            Use this connection
          </Button>
          <Button
            disabled={host === null}
            loading={test.isPending}
            onClick={() => test.mutate(direct)}
          >
            Test connection
          </Button>
          {saved && (
            <Button variant="dangerGhost" onClick={forget}>
              Forget it
            </Button>
          )}
        </div>
        {test.isError && (
          <p role="alert" className="text-sm text-danger-ink">
            {test.error.message}
          </p>
        )}
        {test.isSuccess && (
          <output className="block text-sm text-success-ink">
            {host} {triedText(test.data)}
          </output>
        )}
      </form>
    </Section>
  );
}
