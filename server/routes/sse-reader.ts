import type { FastifyReply } from 'fastify';
import type { Reader } from '../record/run';
import { sseEvent } from '../record/provider-events';

/** Broken off sooner, the last event would be lost: browsers and Node drop what they have not read by then. */
const BREAK_AFTER_MS = 250;

/** A client that falls this far behind is let go: its tab can join again, but the memory is everyone's. */
const MAX_BEHIND_BYTES = 16 * 1024 * 1024;

/**
 * Takes the reply over as an event stream. Comments keep proxies from closing it while the model is silent, but only a
 * client that asks for them gets any (`x-keep-alive: comments`): 4D AIKit, for one, stops reading at a line without data.
 */
export function sseReader(reply: FastifyReply, keepAliveInterval: number): Reader {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // nginx holds streams back unless told otherwise.
    'x-accel-buffering': 'no',
  });
  raw.flushHeaders();
  const wantsComments = reply.request.headers['x-keep-alive'] === 'comments';
  const comment = () => wantsComments && raw.write(': still here\n\n');
  const keepAlive = setInterval(comment, keepAliveInterval);
  raw.on('close', () => clearInterval(keepAlive));
  let longest = 0;
  return {
    events(texts) {
      if (raw.destroyed) return;
      // One write for short ones together: each has its price.
      let short = '';
      for (const text of texts) {
        // Nobody has read a picture of 20 MB before what follows it comes.
        longest = Math.max(longest, text.length);
        if (typeof text === 'string') short += sseEvent(text);
        else {
          raw.write(`${short}data: `);
          raw.write(text);
          short = '\n\n';
        }
      }
      raw.write(short);
      if (raw.writableLength > MAX_BEHIND_BYTES + longest) raw.destroy();
    },
    end(isBroken) {
      clearInterval(keepAlive);
      // Several clients pass over error events and take the clean end of a body for the end of the answer.
      if (isBroken) setTimeout(() => raw.destroy(), BREAK_AFTER_MS).unref();
      else raw.end();
    },
  };
}
