import { Suspense, useEffect, useState } from 'react';
import { Link } from 'react-router-dom';
import type { ExchangeRecord } from '@/api/record-exchange';
import { formatNumber } from '@/lib/format';
import { paths } from '@/paths';
import { Button, buttonLook } from '@/ui/button';
import { named } from '@/ui/lazily';
import { Popover } from '@/ui/popover';
import { Tooltip } from '@/ui/tooltip';
import { useSecondsUntil } from '@/ui/use-seconds-until';
import { Opening } from '@/ui/opening';
import type { OnRun } from '../answers/continued';
import { parameterDropped } from '../parameters/refused-parameters';
import type { SettingName } from '../parameters/parameter-table';
import type { Turn } from '../turns/conversation';
import { parametersChanged } from '../turns/conversation-events';
import { answerContinued } from '../turns/turn-events';
import { useTalk } from '../turns/talk';
import type { Limit } from './token-limit';

const ModelChoices = named(() => import('@/components/models/model-choices'), 'ModelChoices');

const WireDialog = named(() => import('../wire/wire-dialog'), 'WireDialog');

type StepProps = { isBusy?: boolean; onRetry: () => void };

export function AgainStep({ isBusy = false, isQuiet = false, onRetry }: AgainProps) {
  return (
    <Button size="sm" variant={isQuiet ? 'ghost' : 'secondary'} disabled={isBusy} onClick={onRetry}>
      Try again
    </Button>
  );
}

type AgainProps = StepProps & {
  /** Where another step comes first. */
  isQuiet?: boolean;
};

type ContinueProps = { turn: Turn; isBusy: boolean; onRun: OnRun };

export function ContinueStep({ turn, isBusy, onRun }: ContinueProps) {
  const talk = useTalk();
  function goOn() {
    const begun = answerContinued(turn, talk);
    if (begun) onRun(begun);
  }
  return (
    <Tooltip text="Goes on from this text as another version. Some models begin anew.">
      <Button size="sm" disabled={isBusy} onClick={goOn}>
        Continue
      </Button>
    </Tooltip>
  );
}

/** The limit that cut an answer off is raised, and the answer asked for again. */
export function RaiseStep({ limit, isBusy, onRetry }: StepProps & { limit: Limit }) {
  const talk = useTalk();
  return (
    <Button
      size="sm"
      variant="ghost"
      disabled={isBusy}
      onClick={() => {
        parametersChanged({ [limit.name]: { isSet: true, value: String(limit.raised) } }, talk);
        onRetry();
      }}
    >
      Try again with {formatNumber(limit.raised)}
    </Button>
  );
}

type LaterProps = StepProps & { retryAt: number };

/** Sending again may cost money, so even the time that a provider names is only waited for when the reader says so. */
export function LaterStep({ retryAt, isBusy = false, onRetry }: LaterProps) {
  const seconds = useSecondsUntil(retryAt);
  const [isArmed, setArmed] = useState(false);
  const isDue = isArmed && seconds === 0 && !isBusy;
  useEffect(() => {
    if (isDue) onRetry();
  }, [isDue, onRetry]);
  if (seconds === 0) return <AgainStep {...{ isBusy, onRetry }} />;
  return (
    <>
      <Button size="sm" aria-pressed={isArmed} onClick={() => setArmed(!isArmed)}>
        {isArmed ? `Trying again in ${seconds} s` : `Try again in ${seconds} s`}
      </Button>
      <Button size="sm" variant="ghost" disabled={isBusy} onClick={onRetry}>
        Try now
      </Button>
    </>
  );
}

/** Asks another model, which is the one of the conversation from then on. */
export function OtherModelStep({ model, onRetry }: StepProps & { model: string }) {
  const talk = useTalk();
  return (
    <Popover
      aria-label="Try again with another model"
      className="w-[47rem] max-w-[calc(100vw-2rem)] p-1"
      trigger={
        <Button size="sm" variant="ghost">
          Other model
        </Button>
      }
    >
      <Suspense fallback={<p className="px-2 py-3 text-xs text-ink-3">Loading the models…</p>}>
        <ModelChoices
          model={model}
          onPick={(picked) => {
            parametersChanged({ model: picked }, talk);
            onRetry();
          }}
        />
      </Suspense>
    </Popover>
  );
}

/** What the provider sent of it, as it came. */
export function ResponseStep({ record }: { record: ExchangeRecord }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        See response
      </Button>
      <Opening>
        {isOpen && (
          <WireDialog record={record} standard="response" onClose={() => setOpen(false)} />
        )}
      </Opening>
    </>
  );
}

/** A shorter request: the last messages alone, as the parameter of that name has it. */
export function FewerStep({ last, isBusy, onRetry }: StepProps & { last: number }) {
  const talk = useTalk();
  return (
    <Button
      size="sm"
      disabled={isBusy}
      onClick={() => {
        parametersChanged({ numberOfMessages: { isSet: true, value: String(last) } }, talk);
        onRetry();
      }}
    >
      {last === 1 ? 'Send the last message only' : `Send the last ${last} messages only`}
    </Button>
  );
}

export function WithoutStep({ name, model, onRetry }: WithoutProps) {
  return (
    <Button
      size="sm"
      onClick={() => {
        parameterDropped(model, name);
        onRetry();
      }}
    >
      Leave out {name} and try again
    </Button>
  );
}

type WithoutProps = StepProps & { name: SettingName; model: string };

export function SettingsStep() {
  return (
    <Link to={paths.settings()} className={buttonLook({ size: 'sm' })}>
      Check the key in Settings
    </Link>
  );
}
