import Plus from 'lucide-react/icons/plus';
import Wrench from 'lucide-react/icons/wrench';
import { useShallow } from 'zustand/react/shallow';
import { formatCount } from '@/lib/format';
import { Button } from '@/ui/button';
import { Popover } from '@/ui/popover';
import { Switch } from '@/ui/switch';
import { TextField } from '@/ui/text-field';
import { limits } from '../request/call-handling';
import { toolNames } from '../parameters/tool-names';
import type { Conversation } from '../turns/playground-store';
import { useInTalk, useTalk } from '../turns/talk';
import { callsHandled } from './call-events';
import { FunctionButton } from '../functions/function-button';
import { TrustNotice } from './trust-notice';

/** How calls of the tools are answered; only there when there are tools. */
export function FunctionsSection() {
  const names = useInTalk(useShallow(toolsOf));
  const calls = useInTalk((state) => state.calls);
  const talk = useTalk();
  const hasTools = useInTalk(({ parameters }) => parameters.tools.isSet);
  if (names.length === 0 && !hasTools) return null;
  return (
    <section aria-label="Functions" className="space-y-1 pb-1">
      <ul className="flex flex-wrap gap-1 py-0.5">
        {names.map((name) => (
          <li key={name} className="max-w-full">
            <FunctionButton
              call={{ name, input: '' }}
              className="h-6 max-w-full rounded-sm border border-line bg-sunken px-1.5 font-mono text-xs font-normal text-ink pointer-coarse:h-9"
            >
              <Wrench aria-hidden className="size-3 text-ink-3" />
              <span className="truncate">{name}</span>
            </FunctionButton>
          </li>
        ))}
        <li>
          <FunctionButton
            call={null}
            className="h-6 px-1.5 text-xs font-normal text-ink-3 pointer-coarse:h-9"
          >
            <Plus aria-hidden className="size-3" /> Function
          </FunctionButton>
        </li>
      </ul>
      {!calls.isTrusted && <TrustNotice names={Object.keys(calls.functions)} />}
      <Switch
        label="Run tools automatically"
        aside={<Limits />}
        checked={calls.goesOn}
        onChange={(goesOn) => callsHandled({ goesOn }, talk)}
        className="min-h-8 items-center"
      />
    </section>
  );
}

/** How far it goes on by itself. */
function Limits() {
  const { rounds } = useInTalk(({ calls }) => calls);
  return (
    <Popover
      aria-label="Limits of running tools"
      placement="bottom-end"
      className="w-64 space-y-3 p-3"
      trigger={
        <Button
          variant="ghost"
          size="inline"
          className="ms-1 px-1 font-normal text-ink-3 tabular-nums"
        >
          up to {formatCount(rounds, 'round')}
        </Button>
      }
    >
      <p className="text-xs text-ink-3">
        When every called tool has a function, its results are sent at once.
      </p>
      <div className="grid grid-cols-2 gap-3">
        <LimitField name="rounds" label="Rounds at most" />
        <LimitField name="seconds" label="Seconds for each" />
      </div>
    </Popover>
  );
}

function LimitField({ name, label }: { name: keyof typeof limits; label: string }) {
  const value = useInTalk(({ calls }) => calls[name]);
  const talk = useTalk();
  return (
    <TextField
      // A limit that came with another conversation begins the field anew.
      key={value}
      type="number"
      min={1}
      max={limits[name]}
      label={label}
      defaultValue={value}
      onBlur={({ target }) => {
        const next = Math.min(limits[name], Math.max(1, Math.floor(target.valueAsNumber || 1)));
        target.value = String(next);
        callsHandled({ [name]: next }, talk);
      }}
    />
  );
}

/** The tools of the next request, and those that still have a function. */
function toolsOf({ parameters: { tools }, calls }: Conversation): string[] {
  return [
    ...new Set([
      ...(tools.isSet ? toolNames(tools.value).map(({ name }) => name) : []),
      ...Object.keys(calls.functions),
    ]),
  ];
}
