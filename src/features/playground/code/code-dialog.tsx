import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useConnection } from '@/components/connection-store';
import { LOCAL_CONNECTION } from '@/api/connection';
import { highlight } from '@/components/markdown/highlight';
import { serverQueries } from '@/queries/server-queries';
import { CodeBlock } from '@/ui/code-block';
import { Dialog } from '@/ui/dialog';
import { Segmented } from '@/ui/segmented';
import { Switch } from '@/ui/switch';
import { Tabs } from '@/ui/tabs';
import { isDraftEmpty, usePlayground } from '../turns/playground-store';
import { sentParameters } from '../parameters/refused-parameters';
import { problemsOf } from '../parameters/problems';
import { variablesIn } from '../variables/variables';
import { codeTurns, coded } from './coded-request';
import { directTo } from './direct-to';
import { WireCalls } from '../wire/wire-calls';
import { RequestImport } from './request-import';
import { type Language, snippets } from './snippets';

type Tab = 'code' | 'wire' | 'import';

const tabs: { id: Tab; label: string }[] = [
  { id: 'code', label: 'Code' },
  { id: 'wire', label: 'Wire' },
  { id: 'import', label: 'Import' },
];

const LANGUAGES: { value: Language; label: string }[] = [
  { value: 'curl', label: 'cURL' },
  { value: 'python', label: 'Python' },
  { value: 'typescript', label: 'TypeScript' },
  { value: '4d', label: '4D' },
  { value: 'json', label: 'JSON' },
];

/** Those whose colours the page knows. */
const COLOURS: Record<Language, string> = {
  curl: 'bash',
  python: 'python',
  typescript: 'typescript',
  '4d': '',
  json: 'json',
};

/** Those in which the variables of a prompt can be variables of the code. */
const TEMPLATES = new Set<Language>(['python', 'typescript']);

type Props = { standardModel: string; onClose: () => void };

/** The request that Run would send now, as code to take along; what was sent, as it was; and the way back. */
export function CodeDialog({ standardModel, onClose }: Props) {
  const [selected, setSelected] = useState<Tab>('code');
  const [language, setLanguage] = useState<Language>('curl');
  return (
    <Dialog
      title="Code and wire"
      placement="right"
      onClose={onClose}
      className="w-[min(42rem,calc(100vw-2rem))]"
    >
      <Tabs label="View" tabs={tabs} selected={selected} onSelect={setSelected}>
        {selected === 'import' && <RequestImport onDone={onClose} />}
        {selected === 'wire' && <WireCalls />}
        {selected === 'code' && (
          <div className="space-y-3 pt-3">
            <Segmented
              label="Language"
              options={LANGUAGES}
              value={language}
              onChange={setLanguage}
            />
            <Snippet language={language} standardModel={standardModel} />
          </div>
        )}
      </Tabs>
    </Dialog>
  );
}

function Snippet({ language, standardModel }: { language: Language; standardModel: string }) {
  const state = usePlayground();
  const connection = useConnection();
  const [isTemplate, setTemplate] = useState(false);
  const [isStreamed, setStreamed] = useState(true);
  const [isDirect, setDirect] = useState(false);
  const isOurs = connection.id === LOCAL_CONNECTION.id;
  const server = useQuery({ ...serverQueries.info(), enabled: isOurs });
  const [problem] = Object.values(problemsOf(state.parameters));
  if (problem !== undefined) {
    return <p className="py-3 text-sm text-ink-2">Correct the parameters first: {problem}</p>;
  }
  const parameters = sentParameters(state.parameters, standardModel);
  const direct = isOurs ? directTo(parameters.model, server.data?.providers ?? []) : null;
  const hasVariables = variablesIn(codeTurns(state)).length > 0;
  const asTemplate = isTemplate && hasVariables && TEMPLATES.has(language);
  const code = snippets[language](
    coded(
      state,
      { ...parameters, ...(isDirect && direct && { model: direct.model }) },
      {
        connection: isDirect && direct ? { ...connection, baseUrl: direct.baseUrl } : connection,
        isTemplate: asTemplate,
        isDirect: isDirect && direct !== null,
        isStreamed: isStreamed && language !== '4d',
      },
    ),
  );
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm empty:hidden">
        {hasVariables && TEMPLATES.has(language) && (
          <Segmented
            label="Variables"
            options={[
              { value: 'filled', label: 'Filled in' },
              { value: 'template', label: 'As variables' },
            ]}
            value={isTemplate ? 'template' : 'filled'}
            onChange={(value) => setTemplate(value === 'template')}
          />
        )}
        {language !== '4d' && (
          <Switch label="Streaming" checked={isStreamed} onChange={setStreamed} />
        )}
        {direct && (
          <Switch
            label={`Straight to ${direct.name}`}
            hint={isDirect ? 'Nothing is stored here; OPENAI_API_KEY is its key.' : undefined}
            checked={isDirect}
            onChange={setDirect}
          />
        )}
      </div>
      <CodeBlock
        label={isDraftEmpty(state.draft) ? 'the conversation' : 'with your draft'}
        code={code}
      >
        {highlight(code, COLOURS[language])}
      </CodeBlock>
    </>
  );
}
