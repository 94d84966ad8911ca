import { type ReactNode, useState } from 'react';
import { useKeys } from '@/components/keys/use-keys';
import { formatCount } from '@/lib/format';
import { named } from '@/ui/lazily';
import { showToast } from '@/ui/toast-store';
import { Opening } from '@/ui/opening';
import {
  GROUPS,
  type RowName,
  rowNames,
  rowsFor,
  rowSpec,
  rowsTaken,
  setRows,
  settingOf,
} from '../parameters/parameter-rows';
import type { Parameters } from '../parameters/parameters';
import { useTaken } from '../parameters/taken';
import type { Problems } from '../parameters/problems';
import type { RowProps } from './set-row';
import { UnsetRow } from './unset-row';
import { MoreRows } from './more-rows';
import { PanelHead } from './panel-head';

// Many a request has nothing set.
const SetRow = named(() => import('./set-row'), 'SetRow');

type Props = RowProps & {
  /** Below the tools, or where they would be: what answers their calls. */
  functions?: ReactNode;
};

/** The last thing that was done to a row by hand: what it leaves in its place gets the focus. */
type Done = { name: RowName; to: 'set' | 'unset' };

/** What is set stands first, all else is a quiet line in its group that says what holds without it. */
export function ParameterPanel({ functions, ...props }: Props) {
  const { parameters, problems, onChange } = props;
  const [search, setSearch] = useState<string | null>(null);
  const [opened, setOpened] = useState<RowName | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  useKeys({ search: () => setSearch(search ?? '') });
  const set = setRows(parameters);
  const found = new Set(search ? rowsFor(search) : rowNames);
  const offered = useRowsOffered(parameters.model);
  const unset = offered.filter((name) => found.has(name) && !set.includes(name));

  function change(name: RowName, to: Done['to']) {
    onChange({ [name]: { ...settingOf(parameters, name), isSet: to === 'set' } });
    setOpened(to === 'set' ? name : null);
    setDone({ name, to });
  }
  const setRow = (name: RowName) => (
    <SetRow
      key={name}
      {...props}
      name={name}
      isOpen={opened === name || hasProblem(name, problems)}
      takesFocus={done?.name === name && done.to === 'set'}
      onToggle={() => {
        setDone(null);
        setOpened(opened === name ? null : name);
      }}
      onUnset={() => change(name, 'unset')}
    >
      {name === 'tools' && functions}
    </SetRow>
  );
  const unsetRow = (name: RowName) => (
    <UnsetRow
      key={name}
      name={name}
      takesFocus={done?.name === name && done.to === 'unset'}
      onSet={() => change(name, 'set')}
    />
  );

  return (
    <section aria-label="Parameters" className="-mx-4 pb-4">
      <PanelHead
        search={search}
        onSearch={setSearch}
        setCount={set.length}
        onReset={() => allUnset(parameters, onChange)}
      />
      {set.length > 0 && (
        <>
          <GroupHead name="Set" count={set.length} />
          <Opening>{set.filter((name) => found.has(name)).map(setRow)}</Opening>
        </>
      )}
      {GROUPS.map(([group, title]) => {
        const rows = unset.filter((name) => rowSpec(name).group === group);
        return (
          rows.length > 0 && (
            <div key={group}>
              <GroupHead name={title} />
              {rows.map(unsetRow)}
              {group === 'tools' && !parameters.tools.isSet && (
                <div className="px-4">{functions}</div>
              )}
            </div>
          )
        );
      })}
      <SetElsewhere model={parameters.model} />
      <MoreRows
        isSearched={Boolean(search)}
        rows={unset.filter((name) => rowSpec(name).group === 'more')}
        row={unsetRow}
      />
      {found.size === 0 && <p className="px-4 py-3 text-sm text-ink-3">{NONE_FOUND}</p>}
    </section>
  );
}

/** Of a local server that reads no more than OpenAI's parameters from a request. */
function SetElsewhere({ model }: { model: string }) {
  const { taken, provider, isLocal } = useTaken(model);
  if (!isLocal || taken?.length !== 0 || provider === 'demo') return null;
  return (
    <p className="px-4 pt-3 text-xs text-ink-3">
      {provider} takes top_k, min_p, repeat_penalty and num_ctx from the model (its Modelfile), not
      from a request.
    </p>
  );
}

function useRowsOffered(model: string): readonly RowName[] {
  return rowsTaken(useTaken(model).taken);
}

const NONE_FOUND = 'No parameter is called that. “Other members” sends any.';

function hasProblem(name: RowName, problems: Problems): boolean {
  const isSchema = name === 'response_format' && problems.schema !== undefined;
  return isSchema || problems[name] !== undefined;
}

/** Undo sets them again. */
function allUnset(parameters: Parameters, onChange: RowProps['onChange']) {
  const set = setRows(parameters);
  const before = set.map((name) => [name, settingOf(parameters, name)]);
  const without = set.map((name) => [name, { ...settingOf(parameters, name), isSet: false }]);
  // One entry a row, each with the value of its kind.
  onChange(Object.fromEntries(without) as Partial<Parameters>);
  showToast({
    title: `${formatCount(set.length, 'parameter')} unset`,
    action: {
      label: 'Undo',
      onAct: () => onChange(Object.fromEntries(before) as Partial<Parameters>),
    },
  });
}

function GroupHead({ name, count }: { name: string; count?: number }) {
  return (
    <h3 className="flex justify-between px-4 pt-3.5 pb-1 text-xs font-medium text-ink-3">
      {name}
      {count !== undefined && <span className="tabular-nums">{count}</span>}
    </h3>
  );
}
