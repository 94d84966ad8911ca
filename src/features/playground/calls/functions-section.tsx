import { useShallow } from 'zustand/react/shallow';
import { Switch } from '@/ui/switch';
import { TextField } from '@/ui/text-field';
import { limits } from '../call-handling';
import { type Conversation, usePlayground } from '../playground-store';
import { toolNames } from '../tool-names';
import { callsHandled } from './call-events';
import { FunctionButton } from './function-button';
import { TrustNotice } from './trust-notice';

/** How calls of the tools are answered; only there when there are tools. */
export function FunctionsSection() {
  const names = usePlayground(useShallow(toolsOf));
  const calls = usePlayground((state) => state.calls);
  const written = Object.keys(calls.functions);
  if (names.length === 0) return null;
  return (
    <section aria-label="Functions of the tools" className="space-y-3 py-4">
      <h2 className="text-xs font-medium text-ink-2">Functions of the tools</h2>
      <ul className="space-y-1">
        {names.map((name) => (
          <li key={name} className="flex items-center gap-2">
            <span className="min-w-0 flex-1 truncate font-mono text-xs">{name}</span>
            <FunctionButton call={{ name, input: '' }} />
          </li>
        ))}
      </ul>
      {!calls.isTrusted && <TrustNotice names={written} />}
      <Switch
        label="Go on by itself"
        hint="When every called tool has a function, its results are sent at once."
        checked={calls.goesOn}
        onChange={(goesOn) => callsHandled({ goesOn })}
      />
      <div className="grid grid-cols-2 gap-3">
        <LimitField name="rounds" label="Rounds in a row" />
        <LimitField name="seconds" label="Seconds for a function" />
      </div>
    </section>
  );
}

function LimitField({ name, label }: { name: keyof typeof limits; label: string }) {
  const value = usePlayground(({ calls }) => calls[name]);
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
        callsHandled({ [name]: next });
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
