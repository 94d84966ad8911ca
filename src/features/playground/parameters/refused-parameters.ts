import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { browserStorage } from '@/components/browser-storage';
import { isSettingName, type SettingName } from './parameter-table';
import type { Parameters } from './parameters';

type State = { byModel: Record<string, SettingName[]> };

/** What the reader has chosen to leave out for a model that refused it. */
export const useRefused = create<State>()(
  persist((): State => ({ byModel: {} }), {
    name: 'chatkeep.refused-parameters',
    storage: browserStorage<State>(),
  }),
);

export function parameterDropped(model: string, name: SettingName) {
  useRefused.setState(({ byModel }) => ({
    byModel: { ...byModel, [model]: [...refusedBy(byModel, model), name] },
  }));
}

/** It is sent to this model again. */
export function parameterTriedAgain(model: string, name: SettingName) {
  useRefused.setState(({ byModel }) => ({
    byModel: { ...byModel, [model]: refusedBy(byModel, model).filter((each) => each !== name) },
  }));
}

export function refusedBy(byModel: State['byModel'], model: string): SettingName[] {
  return byModel[model] ?? [];
}

/** The parameters as they are sent: with the model in use, without what it is known to refuse. */
export function sentParameters(parameters: Parameters, standardModel: string): Parameters {
  const model = parameters.model || standardModel;
  const sent = { ...parameters, model };
  const left = refusedBy(useRefused.getState().byModel, model).map((name) => [
    name,
    { ...parameters[name], isSet: false },
  ]);
  return { ...sent, ...(Object.fromEntries(left) as Partial<Parameters>) };
}

/** The parameter that an error names, also by one of its members as in `response_format.json_schema`. */
export function settingNamed(param: string | null): SettingName | null {
  const [name = ''] = (param ?? '').split(/[.[]/);
  return isSettingName(name) ? name : null;
}
