import { useState } from 'react';
import { useConnection } from '@/components/connection-store';
import { basePath } from '@/lib/own-address';
import { CodeBlock } from '@/ui/code-block';
import { Dialog } from '@/ui/dialog';
import { Tabs } from '@/ui/tabs';
import { isDraftEmpty, turnsToSend, usePlayground } from '../playground-store';
import { sentParameters } from '../parameters/refused-parameters';
import { requestBody } from '../request-body';
import { problemsOf } from '../parameters/problems';
import { RequestImport } from './request-import';
import { type Language, snippets, targetOf } from './snippets';

const tabs: { id: Language | 'import'; label: string }[] = [
  { id: 'curl', label: 'cURL' },
  { id: 'python', label: 'Python' },
  { id: 'typescript', label: 'TypeScript' },
  { id: '4d', label: '4D' },
  { id: 'json', label: 'JSON' },
  { id: 'import', label: 'Import' },
];

type Props = { standardModel: string; onClose: () => void };

/** The request that Run would send now, as code to take along; and the way back. */
export function CodeDialog({ standardModel, onClose }: Props) {
  const [selected, setSelected] = useState<Language | 'import'>('curl');
  return (
    <Dialog title="Code" onClose={onClose} className="w-[min(48rem,calc(100vw-2rem))]">
      <Tabs
        label="Language"
        tabs={tabs}
        selected={selected}
        onSelect={setSelected}
        className="[&>[role=tablist]]:scrolls-strip"
      >
        {selected === 'import' ? (
          <RequestImport onDone={onClose} />
        ) : (
          <Snippet language={selected} standardModel={standardModel} />
        )}
      </Tabs>
    </Dialog>
  );
}

function Snippet({ language, standardModel }: { language: Language; standardModel: string }) {
  const state = usePlayground();
  const connection = useConnection();
  const [problem] = Object.values(problemsOf(state.parameters));
  if (problem !== undefined) {
    return <p className="py-3 text-sm text-ink-2">Correct the parameters first: {problem}</p>;
  }
  const parameters = sentParameters(state.parameters, standardModel);
  const body = requestBody(turnsToSend(state), parameters, connection.id);
  const target = targetOf(connection.baseUrl, body, globalThis.location.origin + basePath);
  return (
    <CodeBlock
      className="mt-3"
      label={isDraftEmpty(state.draft) ? 'the conversation' : 'with your draft'}
      code={snippets[language](target)}
    />
  );
}
