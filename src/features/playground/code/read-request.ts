import type { ViewMessage } from '@/components/message/message-parts';
import { asRecord } from '@/lib/as-record';
import { parametersOf } from '../opened-completion';
import { settingNames } from '../parameter-table';
import type { Parameters, Setting } from '../parameters';
import { isOwnMember } from '../problems';
import { shellWords } from './shell-words';

export type ReadRequest = {
  messages: ViewMessage[];
  parameters: Parameters;
  /** Parameters whose value the panel's field for them cannot hold. */
  ignored: string[];
};

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
  const parameters = {
    ...parametersOf(body, raw),
    store: body.store === true,
    other: others(body),
  };
  // Roles are checked above; views read all else of a message with care.
  return { messages: messages as ViewMessage[], parameters, ignored: unread(body, parameters) };
}

function others(body: Record<string, unknown>): Setting<string> {
  const found = Object.entries(body).filter(([name]) => !isOwnMember(name));
  const value = JSON.stringify(Object.fromEntries(found), null, 2);
  return { isSet: found.length > 0, value };
}

function unread(body: Record<string, unknown>, parameters: Parameters): string[] {
  const given = settingNames.filter((name) => body[name] !== undefined && body[name] !== null);
  return given.filter((name) => !parameters[name].isSet);
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
