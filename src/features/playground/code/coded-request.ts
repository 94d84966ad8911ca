import type { Connection } from '@/api/connection';
import type { CreateParams } from '@/api/wire';
import { basePath } from '@/lib/own-address';
import type { Turn } from '../turns/conversation';
import type { Parameters } from '../parameters/parameters';
import { type Conversation, turnsToSend } from '../turns/playground-store';
import { requestBody } from '../request/request-body';
import { valueOf, variablesIn } from '../variables/variables';
import { targetOf } from './snippets';
import type { Target } from './target';
import { codeVariables } from './variables-in-code';

/** What is asked: without the answer that it got, which nobody sends to have it again. */
export function codeTurns(state: Conversation): Turn[] {
  const turns = turnsToSend(state);
  return turns.slice(0, turns.findLastIndex(({ kind }) => kind === 'prompt') + 1);
}

type Options = {
  connection: Connection;
  isTemplate: boolean;
  isStreamed: boolean;
  /** Past this server, to the provider. */
  isDirect: boolean;
};

/** The request as code has it; as a template, marks stand in its texts for the variables. */
export function coded(state: Conversation, parameters: Parameters, options: Options): Target {
  const { connection, isTemplate, isStreamed, isDirect } = options;
  const turns = codeTurns(state);
  const values = isTemplate ? valuesOf(turns, parameters) : {};
  const variables = codeVariables(values);
  const marks = Object.fromEntries(
    Object.keys(values).map((name, at) => [name, variables[at]?.mark ?? '']),
  );
  const body = requestBody(
    isTemplate ? turns.map(asTemplate) : turns,
    { ...parameters, variables: { ...parameters.variables, ...marks } },
    connection.id,
  );
  const origin = globalThis.location.origin + basePath;
  const sent = isDirect ? asPassedOn(body) : body;
  return targetOf(connection.baseUrl, sent, origin, { variables, isStreamed });
}

/** What is kept, and how it is called, is for this server: many providers refuse it. */
function asPassedOn(body: CreateParams): CreateParams {
  const { store: _, metadata: __, ...rest } = body;
  return rest;
}

/** Those that keep their braces are no variables. */
function valuesOf(turns: readonly Turn[], { variables }: Parameters): Record<string, string> {
  const named = variablesIn(turns).flatMap((name) => {
    const value = valueOf(variables, name);
    return value === null ? [] : [[name, value ?? ''] as const];
  });
  return Object.fromEntries(named);
}

/** Values that a message was sent with are those of then: a template has none. */
function asTemplate(turn: Turn): Turn {
  if (turn.kind === 'answer') return turn;
  const { values: _, ...rest } = turn;
  return rest;
}
