import { isFailure } from '../fold/end';
import { isObject, type JsonObject, listOf, objectOr, objectsOf } from '../json';
import { isWordless } from '../provider-error';
import { providerWords } from './provider-words';
import { type MessageReading, readMessage } from './read-message';
import { firstText } from './text-of';

/** How an answer ended otherwise than well, in words that say what can be done. */
export type AnswerNote = {
  kind: 'error' | 'filtered' | 'cut' | 'refused' | 'thought-only' | 'empty' | 'missing';
  title: string;
  /** What happened and what to do, in full sentences. */
  text: string;
  /** For a line of a table, where the answer itself shows nothing. */
  mark: string;
};

/** Finish reasons of providers that mean the same as OpenAI's own. Source: Google, Zhipu, Mistral, DeepSeek. */
const FILTERED =
  /^(content_filter(ed)?|safety|image_safety|recitation|prohibited_content|blocklist|spii|sensitive)$/i;
const CUT = /^(length|max_tokens|model_length|model_context_window_exceeded)$/i;
const FAILED = /^(error|network_error|insufficient_system_resource|malformed_function_call)$/i;

/** Whether an answer shows anything but thinking. */
export function isShown({ parts, calls }: MessageReading): boolean {
  return parts.length > 0 || calls.length > 0;
}

/** Whether anything of an answer has come that can be seen or heard, its thinking included; not its role alone. */
export function hasBegun(completion: unknown): boolean {
  const { choices } = objectOr(completion);
  return objectsOf(choices).some(({ message }) => {
    const reading = readMessage(message);
    return isShown(reading) || reading.reasoning.text !== '' || reading.reasoning.isHidden;
  });
}

/**
 * What has to be said of a choice of an answer that has ended; null when it is whole and shows something. The one
 * place for these words: playground, detail, table and review show them. `failure` is the error that the completion was
 * stored with: a choice that only says that it failed means that one.
 */
export function noteOf(choice: unknown, failure: unknown = ''): AnswerNote | null {
  const { error, finish_reason, message } = objectOr(choice);
  if (error !== null && error !== undefined) return errorNote(error);
  const reading = readMessage(message);
  const finish = firstText(finish_reason);
  if (FILTERED.test(finish)) return filteredNote(objectOr(choice), reading);
  if (CUT.test(finish)) return cutNote(reading);
  if (FAILED.test(finish))
    return errorNote(isFailure(finish) ? failure : finish.replaceAll('_', ' '));
  if (!isObject(message) || Object.keys(message).every((name) => name === 'role')) return MISSING;
  if (reading.parts.some(({ kind }) => kind === 'refusal')) return REFUSED;
  if (isShown(reading)) return null;
  return reading.reasoning.text !== '' || reading.reasoning.isHidden
    ? THOUGHT_ONLY
    : emptyNote(finish);
}

/** What has to be said of a whole completion: the error that it was stored with, or that it has no choices. */
export function completionNote(completion: unknown): AnswerNote | null {
  const { error, choices } = objectOr(completion);
  if (error !== null && error !== undefined) return errorNote(error);
  return listOf(choices).length > 0 ? null : NO_CHOICES;
}

/** What a provider said of the failure that a completion ended with, of all of it or of a choice; '' if it said nothing. */
export function failureWords(completion: unknown): string {
  const { error, choices } = objectOr(completion);
  const errors = [error, ...objectsOf(choices).map((choice) => choice['error'])];
  return errors.map(providerWords).find((words) => words !== '' && !isWordless(words)) ?? '';
}

/** The note of a completion, for readers that show those of all its choices too: null when one of them says the same. */
export function noteBeside(completion: unknown): AnswerNote | null {
  const note = completionNote(completion);
  const { choices, error } = objectOr(completion);
  const isSaid = objectsOf(choices).some((choice) => noteOf(choice, error)?.text === note?.text);
  return isSaid ? null : note;
}

function errorNote(error: unknown): AnswerNote {
  const said = providerWords(error);
  const words = isWordless(said) ? '' : said;
  return {
    kind: 'error',
    title: 'The provider stopped with an error',
    text: `${words ? `It said: ${sentence(words)} ` : ''}What came before it is kept. Try again, or choose another model.`,
    mark: words ? `[error] ${words}` : '[error]',
  };
}

function filteredNote(choice: JsonObject, reading: MessageReading): AnswerNote {
  const reasons = filterReasons(choice);
  const why = reasons.length > 0 ? ` (${reasons.join(', ')})` : '';
  return {
    kind: 'filtered',
    title: 'Stopped by the provider’s content filter',
    text: `${
      isShown(reading) ? 'The rest of the answer' : 'The answer'
    } was held back${why}. Reword the prompt, or use a model or a provider with another filter.`,
    mark: `[filtered]${why}`,
  };
}

/** Source: `content_filter_results` of Azure, by category. */
function filterReasons({ content_filter_results }: JsonObject): string[] {
  return Object.entries(objectOr(content_filter_results)).flatMap(([name, value]) => {
    const { filtered, detected, severity } = objectOr(value);
    if (filtered !== true && detected !== true) return [];
    return [firstText(severity) ? `${name}: ${firstText(severity)}` : name.replaceAll('_', ' ')];
  });
}

function cutNote(reading: MessageReading): AnswerNote {
  const isSaid = isShown(reading);
  return {
    kind: 'cut',
    title: 'Cut at the limit of tokens',
    text: isSaid
      ? 'The answer is not whole. Continue it, or raise max_completion_tokens and ask again.'
      : 'The limit was used up before any text came. Raise max_completion_tokens and ask again.',
    mark: '[cut at the limit of tokens]',
  };
}

function emptyNote(finish: string): AnswerNote {
  return {
    kind: 'empty',
    title: 'The answer is empty',
    text: `The model ended${finish ? ` with “${finish}”` : ''} and sent no text, no call and no reasoning. Ask again, or change the prompt.`,
    mark: '[empty answer]',
  };
}

/** Shown with the model's words of refusal. */
export const REFUSED: AnswerNote = {
  kind: 'refused',
  title: 'The model refused',
  text: 'Reword the request, or try another model.',
  mark: '[refusal]',
};

const THOUGHT_ONLY: AnswerNote = {
  kind: 'thought-only',
  title: 'Only reasoning came, and no answer',
  text: 'Continue, so that the model goes on from its reasoning, or ask again with a higher limit of tokens.',
  mark: '[only reasoning]',
};

const MISSING: AnswerNote = {
  kind: 'missing',
  title: 'This answer has no message',
  text: 'The provider sent a choice without a message; everything that it sent is under JSON. Ask again, or choose another model.',
  mark: '[no message]',
};

const NO_CHOICES: AnswerNote = {
  kind: 'missing',
  title: 'No answer came',
  text: 'It ended before the provider sent any part of an answer. Ask again.',
  mark: '[no answer]',
};

function sentence(words: string): string {
  return /[.!?…]$/.test(words) ? words : `${words}.`;
}
