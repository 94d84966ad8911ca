import CircleAlert from 'lucide-react/icons/circle-alert';
import CircleCheck from 'lucide-react/icons/circle-check';
import type { ProviderTest } from '#contract/wire/providers';
import { formatDuration, formatNumber } from '@/lib/format';

type Props = { test: ProviderTest | null; isPending: boolean };

/** What a test has found, beside what was typed. */
export function ProviderFound({ test, isPending }: Props) {
  return (
    <div aria-live="polite" className="self-start text-sm lg:border-s lg:border-line lg:ps-5">
      {test === null ? (
        <p className="text-ink-3">
          {isPending
            ? 'Asking for its models…'
            : 'A test asks for its list of models, and for nothing else.'}
        </p>
      ) : test.problem ? (
        <Heading isGood={false} text="It cannot be used like this">
          <p className="mt-1 break-words text-danger-ink">{test.problem.message}</p>
        </Heading>
      ) : (
        <Heading isGood text="It answers">
          <Listed test={test} />
        </Heading>
      )}
    </div>
  );
}

function Listed({ test: { models, names, ms } }: { test: ProviderTest }) {
  if (models === null) {
    return (
      <p className="mt-1 text-ink-2">
        It has no list of models: type the name of the model where one is asked for.
      </p>
    );
  }
  return (
    <>
      <dl className="mt-2 grid grid-cols-[5rem_1fr] gap-y-1.5">
        <dt className="text-ink-3">Models</dt>
        <dd className="tabular-nums">{formatNumber(models)}</dd>
        <dt className="text-ink-3">Time</dt>
        <dd className="tabular-nums">{formatDuration(ms)} for the list</dd>
      </dl>
      <ul aria-label="Some of its models" className="mt-3 flex flex-wrap gap-1">
        {names.map((name) => (
          <li
            key={name}
            className="max-w-full truncate rounded-sm border border-line bg-sunken px-1.5 font-mono text-xs/5"
          >
            {name}
          </li>
        ))}
        {models > names.length && (
          <li className="text-xs/5 text-ink-3">+{formatNumber(models - names.length)}</li>
        )}
      </ul>
    </>
  );
}

type HeadingProps = { isGood: boolean; text: string; children: React.ReactNode };

function Heading({ isGood, text, children }: HeadingProps) {
  return (
    <>
      <p className="flex items-center gap-2 font-semibold">
        {isGood ? (
          <CircleCheck aria-hidden className="size-4 text-success-ink" />
        ) : (
          <CircleAlert aria-hidden className="size-4 text-danger-ink" />
        )}
        {text}
      </p>
      {children}
    </>
  );
}
