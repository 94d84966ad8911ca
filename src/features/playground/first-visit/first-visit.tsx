import { useQuery } from '@tanstack/react-query';
import { Suspense, useEffect } from 'react';
import { useNavigate } from 'react-router-dom';
import { LOCAL_CONNECTION } from '@/api/connection';
import { paths } from '@/paths';
import { useCapability } from '@/queries/capabilities';
import { serverQueries } from '@/queries/server-queries';
import { lazily } from '@/ui/lazily';
import { useMedia } from '@/ui/use-media';
import { focusComposer } from '../composer/focus-composer';
import { exampleOpened } from './example-opened';
import { type Example, EXAMPLES } from './examples';
import { LookAround } from './look-around';
import { PointYourSdk } from './sdk-snippet';
import { WhatRuns } from './what-runs';

const AddKey = lazily(async () => (await import(/* soon */ './add-key')).AddKey);

/** What an empty playground teaches: what runs already, something to try, how to get more. */
export function FirstVisit({ standardModel }: { standardModel: string }) {
  const hasProviders = useCapability(LOCAL_CONNECTION, 'providers');
  const isKnown = !useQuery(serverQueries.info()).isPending;
  const navigate = useNavigate();
  // On a phone it would open the keyboard.
  const hasKeyboard = useMedia('(pointer: fine)');
  useEffect(() => {
    if (hasKeyboard && document.activeElement === document.body) focusComposer();
  }, [hasKeyboard]);
  async function open(example: Example) {
    await exampleOpened(example, standardModel);
    if (example.beside !== undefined) void navigate(paths.playgroundCompare());
  }
  return (
    <div className="min-h-0 flex-1 scrolls-y px-6 max-sm:px-5">
      <div className="mx-auto max-w-[54.5rem] pt-3 pb-8">
        <h2 className="text-xl font-semibold">Start with something that runs</h2>
        <WhatRuns />
        <ul
          aria-label="Examples"
          className="mt-5 grid grid-cols-[repeat(auto-fill,minmax(15.5rem,1fr))] gap-3"
        >
          {EXAMPLES.map((example) => (
            <li key={example.name}>
              <ExampleCard example={example} onOpen={() => void open(example)} />
            </li>
          ))}
        </ul>
        <div className="mt-6 grid gap-x-10 gap-y-6 border-t border-line pt-5 sm:grid-cols-2">
          {(hasProviders || !isKnown) && (
            // As high as what comes: nothing beside or below it moves.
            <Suspense fallback={<AddKeyRoom />}>{isKnown ? <AddKey /> : <AddKeyRoom />}</Suspense>
          )}
          <PointYourSdk model={standardModel} />
          <LookAround />
        </div>
      </div>
    </div>
  );
}

function AddKeyRoom() {
  return <div className="h-36" />;
}

type CardProps = { example: Example; onOpen: () => void };

function ExampleCard({ example, onOpen }: CardProps) {
  const { name, about, sets, glimpse } = example;
  return (
    <button
      type="button"
      onClick={onOpen}
      className="group/example relative flex h-full w-full flex-col rounded-lg border border-line bg-raised px-4 pt-3.5 pb-3 text-start hover:border-line-strong hover:shadow-raised"
    >
      <span
        aria-hidden
        className="h-13 overflow-hidden font-mono text-[11px]/4 whitespace-pre text-ink-2"
      >
        {glimpse.split(TELLING).map(glimpsePart)}
      </span>
      <span className="mt-2 text-sm font-semibold">{name}</span>
      <span className="mt-0.5 mb-2.5 text-sm/4.5 text-ink-2">{about}</span>
      <span className="mt-auto flex w-full flex-wrap items-center gap-1">
        {sets.map((each) => (
          <span
            key={each}
            className="rounded-sm border border-line bg-sunken px-1.5 font-mono text-[11px]/4.5"
          >
            {each}
          </span>
        ))}
        <span
          aria-hidden
          className="absolute end-4 bottom-3 bg-raised ps-2 text-sm font-medium text-accent-ink opacity-0 group-hover/example:opacity-100 group-focus-visible/example:opacity-100"
        >
          Open
        </span>
      </span>
    </button>
  );
}

/** What a glimpse is about: names and values of JSON, variables. */
const TELLING = /("\w+":|"[^"]*"|\{\{\w+\}\})/;

function glimpsePart(part: string, at: number) {
  if (at % 2 === 0) return part;
  return (
    // oxlint-disable-next-line react/no-array-index-key -- of a text that never changes
    <span key={at} className={part.endsWith('"') ? 'text-success-ink' : 'text-accent-ink'}>
      {part}
    </span>
  );
}
