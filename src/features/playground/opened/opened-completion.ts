import { isObject, objectOr } from '#contract/json';
import { memberTexts } from '#contract/json-members';
import { askedMessage } from '#contract/message/asked-message';
import { originOf } from '#contract/message/origin';
import { isParameter, requestName } from '#contract/message/parameters';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Completion, StoredMessage } from '@/api/wire';
import { answerFormat } from '@/components/answer/answer-format';
import { requestMessages } from '@/components/message/request-messages';
import { currentQuestions } from '@/components/questions/review-store';
import { endOf } from '../answers/answer-events';
import { type AnswerTurn, answerTurn, type Turn } from '../turns/conversation';
import { requestParameters, requestTurns } from './opened-request';
import { isSettingName, specOf } from '../parameters/parameter-table';
import type { MetadataRow, Parameters } from '../parameters/parameters';
import { METADATA_LIMITS } from '#contract/metadata';
import { runOf } from '../answers/resume-answer';

type Opened = { turns: Turn[]; parameters: Parameters };

/** A stored completion as it is read. */
export type Stored = {
  answer: CompletionAnswer;
  /** JSON text of the request as it was sent; null where the server does not keep it. */
  request: string | null;
  /** As the server lists them; only needed without the request. */
  messages: readonly StoredMessage[];
  /** Id of the connection that it came from. */
  source: string;
};

/**
 * A stored completion as a conversation that can be gone on with: answered again without a change, the request is the
 * one that it was, but for what the page decides (`stream`, `store`, `metadata`).
 */
export function openedCompletion({ answer, request, messages, source }: Stored): Opened {
  const { data, raw, facts } = answer;
  // The answer names the model's exact version, the request the name that was asked for.
  const model = facts ? `${facts.provider}:${facts.requested_model}` : data.model;
  const origin = originOf(source, model);
  const told = request === null ? null : memberTexts(request);
  const listed = JSON.stringify(requestMessages([...messages], data.choices).map(askedMessage));
  const asked = requestTurns(told?.get('messages') ?? listed, origin);
  // Some imported completions have their parameters beside the answer alone.
  const isTold =
    told !== null && [...told.keys()].some((name) => name !== 'messages' && name !== 'model');
  const parameters = requestParameters((isTold && request) || parametersText(raw));
  return {
    turns: facts?.state === 'running' ? asked : [...asked, answered(answer, origin)],
    parameters: { ...parameters, model, store: true, metadata: carried(data) },
  };
}

/** The parameters that stand beside a stored answer, as the JSON text of a request. */
function parametersText(raw: string): string {
  const whole: unknown = JSON.parse(raw);
  const isWithFacts = isObject(objectOr(whole)['completion']);
  const text = isWithFacts ? (memberTexts(raw).get('completion') ?? '{}') : raw;
  const values = objectOr(JSON.parse(text));
  const texts = memberTexts(text);
  const members = [...texts].filter(([name]) => isParameter(name, values[name], null));
  const names = new Set(members.map(([name]) => name));
  const sent = members.filter(([name]) => !isDefault(name, values, names));
  return `{${sent.map(([name, each]) => `${JSON.stringify(requestName(name))}:${each}`).join(',')}}`;
}

/** What is empty, or needs a parameter that is not there, is a default that a server tells of: nobody asked for it. */
function isDefault(name: string, values: Record<string, unknown>, names: Set<string>): boolean {
  const value = values[name];
  if (Array.isArray(value) && value.length === 0) return true;
  const needs = isSettingName(name) ? specOf(name).needs : undefined;
  return needs !== undefined && (!names.has(needs) || isDefault(needs, values, names));
}

function answered({ data, facts }: CompletionAnswer, origin: string): AnswerTurn {
  const { choices, usage, citations, search_results } = data;
  const asked = {
    model: data.model,
    isOurs: facts !== null,
    origin,
    format: answerFormat(data.response_format),
  };
  const turn = answerTurn(asked, true);
  return {
    ...turn,
    choices: choices.map(({ message }) => message),
    ends: choices.map(endOf),
    sources: { citations, search_results },
    run: runOf(data, facts),
    keeping: { state: facts === null || facts.state === 'complete' ? 'stored' : 'partly' },
    facts: {
      ...turn.facts,
      completionId: data.id,
      usage: usage ?? null,
      firstTokenMs: facts?.timings.first_token_ms ?? null,
      totalMs: facts?.timings.total_ms ?? null,
    },
  };
}

/** What ties answers of a comparison together. */
const OF_COMPARISONS = ['compare', 'compare_id'];

/**
 * The pairs that the next answer gets, too: not those that were said about this answer, its verdict above all. What it
 * came from is added; a full map has no room for that.
 */
function carried({ id, metadata }: Completion): MetadataRow[] {
  const answered = currentQuestions().map(({ key }) => key);
  const aboutTheAnswer = new Set([...OF_COMPARISONS, ...answered, 'parent_id']);
  const others = Object.entries(metadata ?? {})
    .filter(([name]) => !aboutTheAnswer.has(name))
    .map(([name, value]) => ({ key: name, value }));
  const hasRoom = others.length < METADATA_LIMITS.pairs;
  return hasRoom ? [...others, { key: 'parent_id', value: id }] : others;
}
