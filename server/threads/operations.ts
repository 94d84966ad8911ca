import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../config';
import { MAX_VALUES } from '../json/depth';
import { editMembers, memberTexts } from '../json/members';
import { messagePage } from '../json/message-page';
import { type JsonBody, readBody } from '../json/read-body';
import { ready, shared, type SharedText, textOf } from '../json/text';
import { answerDemo } from '../providers/demo/answer-demo';
import {
  foldStretches,
  preparedOf,
  prepareStream,
  readAnswer,
  wholeEvent,
} from '../record/read-answer';
import { readRefusal } from '../record/refusal';
import { readLongEvent } from '../record/read-streamed';
import { NOT_PARAMETERS } from '../record/stored-body';
import { inputPreview } from '../record/summary';
import { type CreateRequest, readCreateRequest } from '../record/create-request';
import { detailText } from '../record/detail-text';
import type { Draft, StoredCompletion } from '../store/completion';
import { searchText } from '../store/sql/search-text';

/** What of a create request the gateway acts on; the rest stays bytes. */
export type Created = {
  asked: CreateRequest;
  /** JSON text of the `stream_options` that ask for usage too. */
  usageOptions: string;
  /** What is kept of it; null when nothing is. */
  draft: Pick<Draft, 'request' | 'messages' | 'inputPreview'> | null;
};

/** What takes a time that grows with the body. Arguments and results are copied when a thread does it. */
export const operations = {
  /** A body of a route of our own. Fails with 400 as {@link readBody}, on more values than any of them has use for too. */
  readObject(bytes: Buffer): Pick<JsonBody, 'value'> {
    return { value: readBody(bytes, MAX_VALUES.own).value };
  },

  /** Fails with 400. */
  readCreate(bytes: Buffer, headers: IncomingHttpHeaders, policy: Config['store']): Created {
    const body = readBody(bytes);
    const asked = readCreateRequest(body, headers, policy);
    const texts = memberTexts(body.text);
    const options = texts.get('stream_options') ?? '{}';
    return {
      asked,
      usageOptions: asked.stream
        ? editMembers(options.startsWith('{') ? options : '{}', { include_usage: 'true' })
        : '{}',
      draft: asked.store
        ? {
            request: shared(editMembers(body.text, NOT_PARAMETERS)),
            messages: shared(texts.get('messages') ?? '[]'),
            inputPreview: inputPreview(body.value['messages']),
          }
        : null,
    };
  },

  /** The model that a relayed body names, and whether it asks to be kept. Fails with 400 as {@link readBody}. */
  readRelayed(bytes: Buffer): { model: string | null; store: boolean } {
    const { model, store } = readBody(bytes).value;
    return { model: typeof model === 'string' ? model : null, store: store === true };
  },

  /** As {@link editMembers}, for what was read before. A byte order mark is left out. */
  edit(text: SharedText, edits: Record<string, SharedText | null>): SharedText {
    const texts = Object.entries(edits).map(([key, edit]) => [key, edit && textOf(edit)]);
    return ready(editMembers(textOf(text), Object.fromEntries(texts) as typeof NOT_PARAMETERS));
  },

  messagePage(
    id: string,
    messages: SharedText,
    asked: Parameters<typeof messagePage>[2],
  ): SharedText {
    return ready(messagePage(id, textOf(messages), asked));
  },

  detail(row: StoredCompletion): SharedText {
    return ready(detailText({ ...row, request: textOf(row.request), body: textOf(row.body) }));
  },

  /** `end` follows it. */
  searchText(text: SharedText, end: string): SharedText {
    return shared(searchText(textOf(text)) + end);
  },

  readRefusal,
  answerDemo,
  readAnswer,
  wholeEvent,
  readLongEvent,
  foldStretches,
  prepareStream,
  preparedOf,
};
