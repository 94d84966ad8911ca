import { isObject } from '#contract/json';
import { elementTexts, memberTexts } from '#contract/json-members';
import { jsonBody } from '@/api/json-body';
import type { ViewMessage } from '@/components/message/view-message';
import { type PromptTurn, promptTurn } from '../turns/conversation';
import { type Value, valueProblem } from '../parameters/parameter-kinds';
import {
  isSettingName,
  type SettingName,
  settingNames,
  specOf,
} from '../parameters/parameter-table';
import { initialParameters, type Parameters, type Setting } from '../parameters/parameters';
import { isOwnMember, problemsOf } from '../parameters/problems';
import { isEmptyAnswer } from '../request/request-body';
import { isExact, schemaFrom, valueFrom, wireOf } from '../parameters/setting-text';

/**
 * The messages of a request as turns: sent again, they are what they were. `origin` is the model that it was sent to,
 * where that is known: what only this model understands is kept from others.
 */
export function requestTurns(messagesText: string, origin: string | null): PromptTurn[] {
  return elementTexts(messagesText).map((text) => {
    const turn = promptTurn(readMessage(JSON.parse(text)));
    return {
      ...turn,
      ...((!isExact(text) || isEmptyAnswer(turn.message)) && { came: text }),
      ...(origin !== null && turn.message.role === 'assistant' && { origin }),
    };
  });
}

/** A provider may take messages that are no objects, or have no role; the page shows them all the same. */
function readMessage(value: unknown): ViewMessage {
  if (!isObject(value)) return { role: 'user', content: value };
  const { role } = value;
  return { ...value, role: typeof role === 'string' ? role : '' };
}

/**
 * The parameters in the JSON text of a create request. Each has the field that the panel has for it, if that shows
 * and sends just this value; whatever is left is among the other members. So nothing is lost, and the request can be
 * sent again as it was.
 */
export function requestParameters(text: string): Parameters {
  // Whoever calls has read it as an object before.
  const body = JSON.parse(text) as Record<string, unknown>;
  const texts = memberTexts(text);
  const { model, metadata, store } = body;
  const schema = schemaFrom(body.response_format);
  const read = new Map<SettingName, Setting<Value>>();
  for (const name of settingNames) {
    const came = texts.get(name);
    const setting = came === undefined ? null : settingOf(name, came, schema ?? '{}');
    if (setting) read.set(name, setting);
  }
  const parameters = {
    ...initialParameters,
    ...(typeof model === 'string' && { model }),
    store: store === true,
    metadata: Object.entries(isObject(metadata) ? metadata : {}).map(([key, value]) => ({
      key,
      value: typeof value === 'string' ? value : JSON.stringify(value),
    })),
    ...(schema !== null && { schema }),
    // The kind of each parameter has read a value of its type.
    ...(Object.fromEntries(read) as Partial<Parameters>),
  };
  return withOthers(parameters, texts);
}

/** Null for a value that its field cannot show, or would refuse. One that it shows in another form keeps the text that came. */
function settingOf(name: SettingName, came: string, schema: string): Setting<Value> | null {
  const value = valueFrom(name, came);
  if (value === null || valueProblem(specOf(name), value) !== null) return null;
  const sent = jsonBody({ value: wireOf(name, value, schema) });
  const isSame = isExact(came) && sent === jsonBody({ value: JSON.parse(came) as unknown });
  return isSame || sent === `{"value":${came}}`
    ? { isSet: true, value }
    : { isSet: true, value, came };
}

/** What no field shows, and what its field would refuse: a provider took it, so it may be sent again. */
function withOthers(parameters: Parameters, texts: Map<string, string>): Parameters {
  const result = withoutRefused({ ...parameters, store: false });
  const others = [...texts].filter(
    ([name]) => !isOwnMember(name) && !(isSettingName(name) && result[name].isSet),
  );
  const members = others.map(([name, text]) => `${JSON.stringify(name)}: ${prettyText(text)}`);
  const value = `{\n  ${members.join(',\n').replaceAll('\n', '\n  ')}\n}`;
  return {
    ...result,
    store: parameters.store,
    other: others.length > 0 ? { isSet: true, value, came: value } : initialParameters.other,
  };
}

/** What is switched off may be what another field needs. */
function withoutRefused(parameters: Parameters): Parameters {
  const refused = refusedBy(parameters);
  return refused.length === 0 ? parameters : withoutRefused({ ...parameters, ...unset(refused) });
}

function refusedBy(parameters: Parameters): SettingName[] {
  return Object.keys(problemsOf(parameters)).flatMap((name) => {
    if (name === 'schema') return ['response_format' as const];
    return isSettingName(name) ? [name] : [];
  });
}

function unset(names: readonly SettingName[]): Partial<Parameters> {
  return Object.fromEntries(names.map((name) => [name, initialParameters[name]]));
}

function prettyText(text: string): string {
  return isExact(text) ? JSON.stringify(JSON.parse(text), null, 2) : text;
}
