import Database from 'lucide-react/icons/database';
import FlaskConical from 'lucide-react/icons/flask-conical';
import SquareTerminal from 'lucide-react/icons/square-terminal';
import Code from 'lucide-react/icons/code';
import { useQuery } from '@tanstack/react-query';
import {
  type ComponentProps,
  type ComponentType,
  type ReactNode,
  useLayoutEffect,
  useRef,
} from 'react';
import { Link } from 'react-router-dom';
import { type Connection, isSameOrigin, LOCAL_CONNECTION } from '@/api/connection';
import { AddSamples } from '@/components/samples/sample-buttons';
import { useSamples } from '@/components/samples/use-samples';
import { ownUrl } from '@/lib/own-address';
import { paths } from '@/paths';
import { modelQueries } from '@/queries/model-queries';
import { buttonLook } from '@/ui/button';
import { CodeBlock } from '@/ui/code-block';

/** Ways to the first completion, below a ghost of the table that it will stand in. */
export function NothingStored({ connection }: { connection: Connection }) {
  const isOurs = connection.id === LOCAL_CONNECTION.id;
  return (
    <div ref={useTopAfter()} className="mx-auto max-w-170 px-5 pt-6 pb-12 sm:pt-14">
      <Ghost />
      <h2 className="mt-5 text-[22px]/7 font-semibold tracking-[-0.018em]">Nothing stored yet</h2>
      <p className="mt-1 mb-4 text-read text-ink-2">
        Every completion that is stored appears here, to find, read, judge, tag, export and delete.
      </p>
      <Way
        icon={SquareTerminal}
        name="Run one in the playground"
        about="What runs there is stored unless you switch that off."
        actions={
          <Link to={paths.playground()} className={buttonLook({ variant: 'primary' })}>
            Open the playground
          </Link>
        }
      />
      <LookAround connection={connection} isOurs={isOurs} />
      <Way
        icon={Code}
        name="Point your SDK at this server"
        about="Keep your code; change the address and ask to store."
      >
        <CodeBlock className="mt-3" label="Python" code={useSnippet(connection)} />
      </Way>
      {isOurs && (
        <Way
          icon={Database}
          name="Bring what you have"
          about="A JSONL file, or everything that your provider stores already."
          actions={
            <>
              <Link to={paths.data('transfer')} className={buttonLook()}>
                Import a file
              </Link>
              <Link to={paths.data('mirror')} className={buttonLook()}>
                Mirror a provider
              </Link>
            </>
          }
        />
      )}
      {isOurs && (
        <p className="flex items-center gap-2 border-t border-line pt-4 text-xs text-ink-3">
          <span aria-hidden className="size-2 rounded-full bg-accent" />
          Waiting for the first one. This page fills by itself.
        </p>
      )}
    </div>
  );
}

function LookAround({ connection, isOurs }: { connection: Connection; isOurs: boolean }) {
  const samples = useSamples();
  if (isOurs && !samples.isOffered) return null;
  return (
    <Way
      icon={FlaskConical}
      name="Look around with samples"
      about={
        isOurs
          ? 'Made-up completions of five weeks, each marked “sample: true”. One click removes them all.'
          : `Made-up completions go into Chatkeep’s own store alone: ${connection.label} takes no import.`
      }
      actions={isOurs && <AddSamples samples={samples} />}
    />
  );
}

/** The table that takes this place begins at its top, however far down somebody was here. */
function useTopAfter() {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const box = ref.current?.closest('.scrolls');
    return () => {
      if (box) box.scrollTop = 0;
    };
  }, []);
  return ref;
}

type WayProps = {
  icon: ComponentType<ComponentProps<'svg'>>;
  name: string;
  about: string;
  actions?: ReactNode;
  children?: ReactNode;
};

function Way({ icon: Icon, name, about, actions, children }: WayProps) {
  return (
    <section className="flex flex-wrap items-start gap-3 border-t border-line py-4.5">
      <span className="grid size-8 place-items-center rounded-md bg-sunken text-ink-2">
        <Icon aria-hidden className="size-4" />
      </span>
      <div className="min-w-0 flex-1 basis-60">
        <h3 className="text-sm font-semibold">{name}</h3>
        <p className="text-sm text-ink-2">{about}</p>
        {children}
      </div>
      {actions && <div className="flex flex-wrap gap-2 max-sm:ps-11">{actions}</div>}
    </section>
  );
}

function useSnippet(connection: Connection): string {
  const models = useQuery(modelQueries(connection).list());
  const model = models.data?.[0]?.id ?? 'gpt-5-mini';
  // The SDK insists on a key; this server wants one only where an access token was set.
  const key = isSameOrigin(connection) ? '\n    api_key="access token or anything",' : '';
  return `from openai import OpenAI

client = OpenAI(
    base_url="${ownUrl(connection.baseUrl)}",${key}
)
client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "Hello"}],
    store=True,
)`;
}

/** How long the texts of each row are. */
const ROWS = [
  ['w-10', 'w-22', 'w-52'],
  ['w-9', 'w-20', 'w-62'],
  ['w-8', 'w-24', 'w-44'],
  ['w-7', 'w-24', 'w-56'],
];

function Ghost() {
  return (
    <div
      aria-hidden
      className="overflow-hidden rounded-t-lg border border-b-0 border-line mask-b-from-20%"
    >
      {ROWS.map((bars) => (
        <div key={bars.join()} className="flex h-10 items-center gap-3 border-b border-line px-4">
          <span className="size-4 shrink-0 rounded-sm border border-control" />
          {bars.map((bar) => (
            <span key={bar} className={`h-2 rounded-full bg-pressed ${bar}`} />
          ))}
          <span className="ms-auto h-4 w-14 rounded-sm bg-pressed max-sm:hidden" />
        </div>
      ))}
    </div>
  );
}
