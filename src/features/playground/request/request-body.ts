import { isObject } from '#contract/json';
import { memberTexts } from '#contract/json-members';
import { originOf } from '#contract/message/origin';
import { sentBack } from '#contract/message/sent-back';
import { LOCAL_CONNECTION } from '@/api/connection';
import { RawJson } from '@/api/json-body';
import type { CreateParams, MessageParam } from '@/api/wire';
import { type AnswerFormat, answerFormat } from '@/components/answer/answer-format';
import type { ViewMessage } from '@/components/message/view-message';
import { messageOf, type Turn } from '../turns/conversation';
import { lastMessages } from './last-messages';
import type { Parameters } from '../parameters/parameters';
import { settingNames } from '../parameters/parameter-table';
import { metadataOf } from '../parameters/problems';
import { isExact, textThatCame, wireOf } from '../parameters/setting-text';
import { filledMessage } from '../variables/variables';

/**
 * The body of a create request, built member by member so that nothing of the page's own state can slip into it.
 * What is not set is not there, and metadata goes only with store, as the API demands. Expects parameters without
 * problems. `source` is the id of the connection that it is sent to.
 */
export function requestBody(
  turns: readonly Turn[],
  parameters: Parameters,
  source: string = LOCAL_CONNECTION.id,
): CreateParams {
  const metadata = metadataOf(parameters.metadata);
  const { numberOfMessages } = parameters;
  const all = sentMessages(turns, parameters, source);
  const kept = numberOfMessages.isSet ? lastMessages(all, Number(numberOfMessages.value)) : all;
  const body = {
    model: parameters.model,
    // Roles and parts of a stored message are sent back as they came, known to the type or not.
    messages: kept.map(({ sent }) => sent as MessageParam),
    stream_options: { include_usage: true },
    // Said either way: a server may keep whatever does not say no.
    store: parameters.store,
    ...(parameters.store && Object.keys(metadata).length > 0 && { metadata }),
    ...sentSettings(parameters),
  };
  return { ...body, ...sentOthers(parameters) };
}

/** What the answer is asked to be, if not a text. */
export function askedFormat({ response_format, schema }: Parameters): AnswerFormat | null {
  const { isSet, value } = response_format;
  return isSet ? answerFormat(wireOf('response_format', value, schema)) : null;
}

/** What the request leaves out of answers that other models gave, in words: see `sentBack`. */
export function leftOut(
  turns: readonly Turn[],
  { model }: Pick<Parameters, 'model'>,
  source: string,
): string[] {
  const origin = originOf(source, model);
  const foreign = turns.filter((turn) => !isOf(turn, origin)).map(messageOf);
  return [...new Set(foreign.flatMap((message) => sentBack(message, false).left))];
}

/** Whether a turn may go to a model as it is: it came from there, or was written by somebody. */
function isOf(turn: Turn, origin: string): boolean {
  const from = turn.kind === 'answer' ? turn.facts.origin : turn.origin;
  return from === undefined || from === origin;
}

type Sent = { role: string; sent: object };

function sentMessages(turns: readonly Turn[], parameters: Parameters, source: string): Sent[] {
  const origin = originOf(source, parameters.model);
  return turns.flatMap((turn) => {
    const sent = sentMessage(turn, parameters, origin);
    return sent ? [{ role: messageOf(turn)?.role ?? '', sent }] : [];
  });
}

function sentMessage(turn: Turn, { variables }: Parameters, origin: string): object | null {
  const message = filledMessage(turn, variables);
  if (!message) return null;
  const isOwn = isOf(turn, origin);
  if (turn.kind === 'answer' || !isOwn) return sentBack(message, isOwn).message;
  if (turn.came !== undefined && isSame(turn.came, message)) return new RawJson(turn.came);
  return isEmptyAnswer(message) ? null : asWritten({ ...message });
}

/** An answer that says nothing: written here it is left out, opened from a request it is part of that. */
export function isEmptyAnswer(message: ViewMessage): boolean {
  return message.role === 'assistant' && sentBack(message, true).message === null;
}

/** Whether a message is still the one that it was read from: not edited, and without variables that were filled in. */
function isSame(came: string, message: ViewMessage): boolean {
  try {
    return JSON.stringify(JSON.parse(came)) === JSON.stringify(message);
  } catch {
    return false;
  }
}

/** A message that somebody wrote, here or elsewhere: member by member as it is. */
function asWritten(message: Record<string, unknown>): object {
  const { content_parts, ...rest } = message;
  const hasParts = Array.isArray(content_parts) && content_parts.length > 0;
  return hasParts ? { ...rest, content: content_parts } : rest;
}

function sentSettings(parameters: Parameters): Record<string, unknown> {
  const sent = settingNames.flatMap((name) => {
    const setting = parameters[name];
    const came = textThatCame(name, setting, parameters.schema);
    if (setting.isSet && came !== null) return [[name, new RawJson(came)]];
    const wire = setting.isSet ? wireOf(name, setting.value, parameters.schema) : undefined;
    return wire === undefined ? [] : [[name, wire]];
  });
  return Object.fromEntries(sent) as Record<string, unknown>;
}

/** Members that the table does not have; numbers that JavaScript would round are sent as they were written. */
function sentOthers({ other }: Parameters): Record<string, unknown> {
  if (!other.isSet) return {};
  const value: unknown = JSON.parse(other.value);
  if (!isObject(value)) return {};
  const texts = memberTexts(other.value);
  const members = Object.entries(value).map(([name, each]) => {
    const text = texts.get(name) ?? '';
    return [name, isExact(text) ? each : new RawJson(text)];
  });
  return Object.fromEntries(members) as Record<string, unknown>;
}
