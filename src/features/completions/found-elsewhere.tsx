import { useQuery } from '@tanstack/react-query';
import type { CompletionSummary } from '@/api/completion-summary';
import type { Connection } from '@/api/connection';
import { answerText, messageText } from '#contract/message/answer-line';
import { SEARCHED_LENGTH } from '#contract/search';
import { roleName } from '@/components/message/role-name';
import type { HitPattern } from '@/components/search-marks/find-hits';
import { previewText } from '@/lib/preview-text';
import { completionQueries } from '@/queries/completion-queries';
import { useSeen } from '@/ui/use-seen';

/** In UTF-16 code units: what stands before the words that were found, and all of it. */
const BEFORE = 12;
const SHOWN = 60;

type Props = { connection: Connection; row: CompletionSummary; hits: HitPattern };
type Place = { where: string; text: string };

/** What of a row was found and does not stand in it: its id, or where in the prompt or the answer the words are. */
export function FoundElsewhere({ connection, row, hits }: Props) {
  const { id, input_preview, output_preview, metadata } = row;
  const isInId = hits.isInId(id);
  const seen = [input_preview, output_preview, ...Object.values(metadata)];
  const isElsewhere = !isInId && !seen.some((text) => text !== null && hits.isIn(text));
  const [isSeen, watch] = useSeen();
  const queries = completionQueries(connection);
  const isAsked = isElsewhere && isSeen;
  const messages = useQuery({ ...queries.messages(id), enabled: isAsked });
  const detail = useQuery({ ...queries.detail(id), enabled: isAsked });
  if (isInId) return <Found where="" text={id} />;
  if (!isElsewhere) return null;
  const texts = [
    ...(messages.data ?? []).map((message) => ({
      where: roleName(message.role),
      text: messageText(message),
    })),
    { where: 'Answer', text: answerText(detail.data?.data) },
  ];
  const own = detail.data?.facts?.upstream_id ?? null;
  const place =
    own !== null && hits.isInId(own)
      ? { where: 'Provider’s id', text: own }
      : excerptOf(texts, hits);
  return place ? <Found {...place} /> : <span ref={watch} />;
}

function Found({ where, text }: Place) {
  return (
    <span className="me-2 max-w-3/5 shrink-0 truncate text-xs/5 text-ink-3">
      {where !== '' && `${where}: `}
      <bdi data-preview>{text}</bdi>
    </span>
  );
}

function excerptOf(texts: readonly Place[], hits: HitPattern): Place | null {
  for (const { where, text } of texts) {
    const searched = text.slice(0, SEARCHED_LENGTH);
    for (const [start] of hits.placesIn(searched)) {
      const from = Math.max(0, start - BEFORE);
      const excerpt = previewText(searched.slice(from), SHOWN);
      return { where, text: from > 0 ? `…${excerpt}` : excerpt };
    }
  }
  return null;
}
