import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { OWN_PARAMETERS } from '#contract/own-parameters';
import { browserStorage } from '@/components/browser-storage';
import { isSettingName, type SettingName } from './parameter-table';
import type { Parameters } from './parameters';
import { type Taken, takenNow } from './taken';

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
  // A provider may call a model `constructor`.
  return Object.hasOwn(byModel, model) ? (byModel[model] ?? []) : [];
}

/** The parameters as they are sent: with the model in use, without what it or its provider is known not to take. */
export function sentParameters(parameters: Parameters, standardModel: string): Parameters {
  const model = parameters.model || standardModel;
  const sent = { ...parameters, model };
  const refused = refusedBy(useRefused.getState().byModel, model);
  const left = [...refused, ...notTaken(takenNow(model))].map((name) => [
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

/** Parameters of other providers are kept for these, and not sent. */
function notTaken(taken: Taken): SettingName[] {
  return taken === null ? [] : OWN_PARAMETERS.filter((name) => !taken.includes(name));
}
