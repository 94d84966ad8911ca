import { isObject, type JsonObject, objectOr, isList } from '../json';
import { firstText } from './text-of';

/** Where an answer has something from. `url` is as it came: whoever shows it decides where a link may lead. */
export type MessageLink = { url: string | null; title: string };

/**
 * The sources of an answer, each once, in the order of the numbers that its text has for them. Source: `citations` and
 * `search_results` beside the choices (Perplexity, xAI), `annotations` of the message (OpenAI, OpenRouter), its
 * `citations`, and `context.citations` (Azure).
 */
export function linksOf(message: unknown, completion: unknown = null): MessageLink[] {
  const { annotations, citations, context, search_results } = objectOr(message);
  const beside = objectOr(completion);
  const lists = [
    beside['citations'],
    beside['search_results'],
    citations,
    search_results,
    annotations,
    objectOr(context)['citations'],
  ];
  const links = new Map<string, MessageLink>();
  for (const value of lists.flatMap((list) => (isList(list) ? list : []))) {
    const link = linkOf(value);
    const key = link && (link.url ?? link.title);
    if (!link || !key) continue;
    const known = links.get(key);
    // The list that decides the order may have addresses alone.
    if (!known) links.set(key, link);
    else if (known.title === known.url) known.title = link.title;
  }
  return [...links.values()];
}

function linkOf(value: unknown): MessageLink | null {
  if (typeof value === 'string') return value === '' ? null : { url: value, title: value };
  if (!isObject(value)) return null;
  const cited = citedIn(value);
  const url = firstText(cited['url'], cited['uri'], cited['link']) || null;
  const title = firstText(
    cited['title'],
    url,
    cited['filename'],
    cited['filepath'],
    cited['file_id'],
  );
  return title === '' ? null : { url, title };
}

function citedIn(value: JsonObject): JsonObject {
  const nested = [value['url_citation'], value['file_citation'], value['file']].find(isObject);
  return nested ?? value;
}
