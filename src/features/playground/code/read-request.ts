import { memberTexts } from '#contract/json-members';
import { asRecord } from '@/lib/as-record';
import type { PromptTurn } from '../turns/conversation';
import { requestParameters, requestTurns } from '../opened/opened-request';
import type { Parameters } from '../parameters/parameters';
import { shellWords } from './shell-words';

export type ReadRequest = { turns: PromptTurn[]; parameters: Parameters };

/** Reads the body of a create request, bare or within a curl command. Throws an Error that says what is missing. */
export function readRequest(text: string): ReadRequest {
  const raw = /^\s*curl\b/.test(text) ? bodyOfCurl(text) : text;
  const body = asRecord(parse(raw));
  if (!body) throw new Error('The request has to be a JSON object.');
  if (!Array.isArray(body.messages)) throw new Error('The request has no list of messages.');
  const messages = body.messages.map(asRecord);
  if (!messages.every((message) => typeof message?.role === 'string')) {
    throw new Error('Every message needs a role.');
  }
  const turns = requestTurns(memberTexts(raw).get('messages') ?? '[]', null);
  return { turns, parameters: requestParameters(raw) };
}

const dataFlags = new Set([
  '-d',
  '--data',
  '--data-raw',
  '--data-binary',
  '--data-ascii',
  '--json',
]);

function bodyOfCurl(text: string): string {
  const words = shellWords(isOfCmd(text) ? withoutCarets(text) : text);
  const parts = words.flatMap((word, at) => {
    if (dataFlags.has(word)) return words[at + 1] ?? [];
    const joined = /^(?:--[a-z-]+=|-d)(.+)$/s.exec(word);
    const isData = dataFlags.has(word.split('=')[0] ?? '') || (word.startsWith('-d') && joined);
    return isData ? (joined?.[1] ?? []) : [];
  });
  const [body, more] = parts;
  if (body === undefined) throw new Error('This curl command sends no data.');
  if (more !== undefined) throw new Error('It sends data in several pieces: paste the JSON alone.');
  if (body.startsWith('@')) throw new Error('Its data is in a file: paste the content instead.');
  return body;
}

/** As the command prompt of Windows takes it: there a caret does what a backslash does elsewhere. */
function isOfCmd(text: string): boolean {
  return /\^\r?\n|\^"/.test(text);
}

function withoutCarets(text: string): string {
  return text.replaceAll(/\^(\r?\n|.)/g, (_, escaped: string) =>
    escaped.endsWith('\n') ? ' ' : escaped,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`This is no JSON: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    });
  }
}
