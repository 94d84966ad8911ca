import { isObject, type JsonObject } from '#contract/json';

/** What a heartbeat never says. */
const ABOUT_WAITING = /queue|position|ahead|wait|load|process|warm|cold|schedul|start/i;
const QUEUE = /queue|position/i;
const LONGEST = 100;

/** A comment of a stream that tells what a waiting answer waits for; null for heartbeats. */
export function noteInComment(comment: string | null): string | null {
  const text = comment?.replaceAll(/[\p{C}\s]+/gu, ' ').trim() ?? '';
  return ABOUT_WAITING.test(text) ? text.slice(0, LONGEST) : null;
}

/** The same of an event without an answer, such as `{"queue_position": 3}`. */
export function noteInEvent(event: JsonObject): string | null {
  if (Array.isArray(event['choices']) && event['choices'].length > 0) return null;
  const status = isObject(event['status']) ? event['status'] : event;
  for (const [name, value] of Object.entries(status)) {
    const isSaid = typeof value === 'string' || typeof value === 'number';
    if (QUEUE.test(name) && isSaid)
      return `${name.replaceAll('_', ' ')} ${value}`.slice(0, LONGEST);
  }
  return null;
}
