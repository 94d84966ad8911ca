import { useState } from 'react';
import type { ExchangeRecord } from '@/api/record-exchange';
import { CodeBlock } from '@/ui/code-block';
import { Tabs } from '@/ui/tabs';
import { WireTimeline } from './wire-timeline';
import { bodyText, isStreamed } from './wire-events';

type Tab = 'request' | 'response' | 'events';

const tabs: { id: Tab; label: string }[] = [
  { id: 'request', label: 'Request' },
  { id: 'response', label: 'Response' },
  { id: 'events', label: 'Events' },
];

/** A longer text is shown in part; copying it takes all. */
const LONGEST_SHOWN = 200_000;

type Props = {
  record: ExchangeRecord;
  /** What is shown first; of an answer that is no stream, its request. */
  standard?: Tab;
};

/** One exchange as it crossed the wire. */
export function WireView({ record, standard = 'request' }: Props) {
  const [chosen, setChosen] = useState<Tab>(standard);
  const shown = isStreamed(record) ? tabs : tabs.slice(0, 2);
  const selected = shown.some(({ id }) => id === chosen) ? chosen : 'request';
  return (
    <Tabs label="Direction" tabs={shown} selected={selected} onSelect={setChosen}>
      <div className="space-y-3 pt-3">
        {selected === 'request' && <RequestView record={record} />}
        {selected === 'response' && <ResponseView record={record} />}
        {selected === 'events' && <WireTimeline record={record} />}
        {record.isCut && selected !== 'request' && (
          <p className="text-xs text-ink-3">Only the first 8 MB of the answer are kept here.</p>
        )}
      </div>
    </Tabs>
  );
}

function RequestView({ record }: { record: ExchangeRecord }) {
  return (
    <>
      <p className="font-mono text-xs break-all">
        {record.method} {record.url}
      </p>
      <HeaderTable
        caption="Headers that this page sent; the browser adds its own"
        headers={record.requestHeaders}
      />
      <Body label="body" text={record.requestBody} />
    </>
  );
}

function ResponseView({ record }: { record: ExchangeRecord }) {
  if (record.status === null) {
    return (
      <p className="text-sm text-ink-2">No answer came: the connection failed or was closed.</p>
    );
  }
  return (
    <>
      <p className="font-mono text-xs">{record.status}</p>
      <HeaderTable caption="Headers of the answer" headers={record.responseHeaders} />
      <Body label={isStreamed(record) ? 'body, as it came' : 'body'} text={bodyText(record)} />
    </>
  );
}

function Body({ label, text }: { label: string; text: string }) {
  if (text.length <= LONGEST_SHOWN) return <CodeBlock label={label} code={text} />;
  return (
    <CodeBlock label={`${label}: the beginning; copying takes all`} code={text}>
      {text.slice(0, LONGEST_SHOWN)}
    </CodeBlock>
  );
}

function HeaderTable({ caption, headers }: { caption: string; headers: [string, string][] }) {
  return (
    <table className="w-full table-fixed text-left font-mono text-xs">
      <caption className="mb-1 text-left font-sans text-ink-3">{caption}</caption>
      <tbody>
        {headers.map(([name, value]) => (
          <tr key={name} className="align-top">
            <th scope="row" className="w-2/5 py-0.5 pr-3 font-normal break-words text-ink-2">
              {name}
            </th>
            <td className="py-0.5 break-all">{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
