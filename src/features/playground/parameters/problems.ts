import { memberTexts } from '#contract/json-members';
import { countCodePoints } from '#contract/code-points';
import { METADATA_LIMITS, type Metadata } from '#contract/metadata';
import { jsonProblem } from './json-problem';
import { firstFault } from './json-faults';
import { valueProblem } from './parameter-kinds';
import {
  isOwnParameter,
  isSettingName,
  type SettingName,
  settingNames,
  specOf,
} from './parameter-table';
import { rowSpec } from './parameter-rows';
import type { MetadataRow, Parameters } from './parameters';

/** What is wrong with a parameter, by the field that shows it; empty when all can be sent. */
export type Problems = Partial<Record<keyof Parameters, string>>;

export function problemsOf(parameters: Parameters): Problems {
  const known = checked.get(parameters) ?? foundIn(parameters);
  checked.set(parameters, known);
  return known;
}

/** An answer changes the conversation with each chunk, and leaves the parameters as they are. */
const checked = new WeakMap<Parameters, Problems>();

function foundIn(parameters: Parameters): Problems {
  const found: Problems = {};
  if (parameters.store) note(found, 'metadata', metadataProblem(parameters.metadata));
  for (const name of settingNames) note(found, name, settingProblem(parameters, name));
  const { numberOfMessages, response_format, other } = parameters;
  if (numberOfMessages.isSet) {
    note(
      found,
      'numberOfMessages',
      valueProblem(rowSpec('numberOfMessages'), numberOfMessages.value),
    );
  }
  if (response_format.isSet && response_format.value === 'json_schema') {
    note(found, 'schema', checkedSchema(parameters.schema));
  }
  const { tools } = parameters;
  if (tools.isSet && !found.tools) note(found, 'tools', firstFault('tools', tools.value));
  if (other.isSet) note(found, 'other', otherProblem(parameters));
  return found;
}

function checkedSchema(text: string): string | null {
  return jsonProblem(text, 'object') ?? firstFault('schema', text);
}

function settingProblem(parameters: Parameters, name: SettingName): string | null {
  const { isSet, value } = parameters[name];
  if (!isSet) return null;
  const { needs } = specOf(name);
  const isAlone = needs !== undefined && isSettingName(needs) && !isSent(parameters, needs);
  return isAlone
    ? `It is refused without ${needs}: set that too.`
    : valueProblem(specOf(name), value);
}

function isSent(parameters: Parameters, name: SettingName): boolean {
  const { isSet, value } = parameters[name];
  return isSet && value !== false;
}

/**
 * Members with a field of their own could contradict it, and the messages are the conversation. Only a member that was
 * opened with a value that its field cannot hold may stand here, until somebody changes it or sets the field.
 */
function otherProblem(parameters: Parameters): string | null {
  const { value: text, came = '{}' } = parameters.other;
  const problem = jsonProblem(text, 'object');
  if (problem) return problem;
  const [texts, opened] = [memberTexts(text), memberTexts(came)];
  // One that only some providers take has its field with these alone.
  const isOpened = (name: SettingName) =>
    !parameters[name].isSet && (isOwnParameter(name) || opened.get(name) === texts.get(name));
  const names = [...texts.keys()];
  const taken = names.find((name) => isOwnMember(name) || (isSettingName(name) && !isOpened(name)));
  return taken === undefined
    ? null
    : `Take “${taken}” out: it has a place of its own on this page.`;
}

const ownMembers = new Set(['model', 'messages', 'stream', 'stream_options', 'store', 'metadata']);

/** Whether the page writes this member of a request itself. */
export function isOwnMember(name: string): boolean {
  return ownMembers.has(name);
}

/** The rows as the map that is sent; rows without key and value are ones not filled in yet. */
export function metadataOf(rows: readonly MetadataRow[]): Metadata {
  return Object.fromEntries(filled(rows).map(({ key, value }) => [key, value]));
}

function metadataProblem(rows: readonly MetadataRow[]): string | null {
  const pairs = filled(rows);
  const keys = pairs.map(({ key }) => key);
  if (pairs.length > METADATA_LIMITS.pairs) return `Keep at most ${METADATA_LIMITS.pairs} pairs.`;
  if (keys.includes('')) return 'Give every value a key.';
  const twice = keys.find((key, at) => keys.indexOf(key) !== at);
  if (twice !== undefined) return `The key “${twice}” is there twice.`;
  for (const { key, value } of pairs) {
    if (countCodePoints(key) > METADATA_LIMITS.key) {
      return `Shorten the key “${key.slice(0, 20)}…” to ${METADATA_LIMITS.key} characters.`;
    }
    if (countCodePoints(value) > METADATA_LIMITS.value) {
      return `Shorten the value of “${key}” to ${METADATA_LIMITS.value} characters.`;
    }
  }
  return null;
}

function filled(rows: readonly MetadataRow[]): MetadataRow[] {
  return rows.filter(({ key, value }) => key !== '' || value !== '');
}

function note(found: Problems, field: keyof Parameters, problem: string | null) {
  if (problem !== null) found[field] = problem;
}
