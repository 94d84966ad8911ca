import X from 'lucide-react/icons/x';
import { type ReactNode, useId } from 'react';
import { Button } from '@/ui/button';
import { cx } from '@/ui/cx';
import { focusIfFree } from '@/ui/focus-if-free';
import { IconButton } from '@/ui/icon-button';
import { ParameterAbout } from './parameter-about';
import { InlineControl, WideControl } from './parameter-control';
import { type RowName, rowSpec, rowTitle, settingOf } from '../parameters/parameter-rows';
import { isOwnParameter, isSettingName } from '../parameters/parameter-table';
import type { Parameters } from '../parameters/parameters';
import type { Problems } from '../parameters/problems';
import { parameterTriedAgain, refusedBy, useRefused } from '../parameters/refused-parameters';
import { useTaken } from '../parameters/taken';
import { valueWords } from '../parameters/row-words';
import { SchemaButton } from './schema-button';

export type RowProps = {
  parameters: Parameters;
  problems: Problems;
  onChange: (change: Partial<Parameters>) => void;
};

type Props = RowProps & {
  name: RowName;
  isOpen: boolean;
  /** It was opened by hand just now: its control takes the focus. */
  takesFocus: boolean;
  onToggle: () => void;
  onUnset: () => void;
  /** Below it, whether it is open or not. */
  children?: ReactNode;
};

/** A parameter that is sent: its value, and what changes it while the row is open. */
export function SetRow({ name, isOpen, takesFocus, onToggle, onUnset, children, ...rest }: Props) {
  const { parameters, problems, onChange } = rest;
  const problemId = useId();
  const setting = settingOf(parameters, name);
  const problem = problems[name];
  const title = rowTitle(name);
  const control = {
    name,
    spec: rowSpec(name),
    value: setting.value,
    problem,
    problemId: problem && problemId,
    tools: parameters.tools.value,
    onChange: (value: typeof setting.value) => onChange({ [name]: { ...setting, value } }),
  };
  return (
    <div
      ref={takesFocus ? focusControl : undefined}
      className={cx('group/row px-4', isOpen ? 'bg-hover py-1' : 'hover:bg-hover')}
    >
      <div className="flex min-h-8 items-center gap-2">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={onToggle}
          className="flex min-h-8 min-w-0 flex-1 items-center gap-3 rounded-sm text-start pointer-coarse:min-h-11"
        >
          <span className={cx('shrink-0', title === name && 'font-mono text-xs')}>{title}</span>{' '}
          {!isOpen && (
            <span
              dir="auto"
              className="ms-auto min-w-0 truncate text-sm font-medium text-ink tabular-nums"
            >
              {valueWords(name, setting.value)}
            </span>
          )}
        </button>
        {isOpen && <InlineControl {...control} />}
        <IconButton
          label={`Unset ${title}`}
          size="inline"
          className="-me-1 size-5 text-ink-3 pointer-coarse:size-9"
          onClick={onUnset}
        >
          <X aria-hidden className="size-3.5" />
        </IconButton>
      </div>
      {isOpen && (
        <div className="space-y-1.5 pb-2">
          <WideControl {...control} />
          {problem && !SAYS_ITSELF.has(control.spec.kind) && (
            <p id={problemId} role="alert" className="text-xs text-danger-ink">
              {problem}
            </p>
          )}
          {name === 'response_format' && setting.value === 'json_schema' && (
            <SchemaButton
              value={parameters.schema}
              error={problems.schema}
              onChange={(schema) => onChange({ schema })}
            />
          )}
          <p className="text-xs text-ink-3">
            <ParameterAbout name={name} />
          </p>
        </div>
      )}
      <Refused name={name} model={parameters.model} />
      <NotTaken name={name} model={parameters.model} />
      {children}
    </div>
  );
}

/** Kinds whose control shows what is wrong below itself. */
const SAYS_ITSELF = new Set(['lines', 'json', 'prediction', 'text', 'toolChoice']);

function Refused({ name, model }: { name: RowName; model: string }) {
  const isRefused = useRefused(({ byModel }) =>
    refusedBy(byModel, model).some((each) => each === name),
  );
  if (!isRefused || !isSettingName(name)) return null;
  return (
    <p className="pb-2 text-xs text-warning-ink">
      Left out for this model, which refused it.{' '}
      <Button
        variant="link"
        size="inline"
        className="text-xs"
        onClick={() => parameterTriedAgain(model, name)}
      >
        Send it again
      </Button>
    </p>
  );
}

/** It waits for a model whose provider takes it. */
function NotTaken({ name, model }: { name: RowName; model: string }) {
  const { taken, provider } = useTaken(model);
  if (taken === null || !isOwnParameter(name) || taken.includes(name)) return null;
  return <p className="pb-2 text-xs text-warning-ink">Not sent: {provider} does not take it.</p>;
}

function focusControl(row: HTMLElement | null) {
  if (!row) return;
  row.scrollIntoView?.({ block: 'nearest' });
  const control = row.querySelector<HTMLElement>('input, select, textarea');
  focusIfFree(control ?? row.querySelector('button'));
}
