import type { MarkedToken, Token, Tokens } from 'marked';
import { memo } from 'react';
import type { DetailsToken, QuoteToken } from '@/components/markdown/answer-tokenizer';
import { CodeView } from '@/components/markdown/code-view';
import type { FootnoteToken } from '@/components/markdown/footnotes/footnote-token';
import { InlineView } from '@/components/markdown/inline-view';
import type { MathsToken } from '@/components/markdown/maths/maths-token';
import { MathsView } from '@/components/markdown/maths/maths-view';
import { inGroups, type PartState } from '@/components/markdown/in-groups';
import { HtmlView } from '@/components/markdown/html-view';
import { numberRoom } from '@/components/markdown/number-room';
import { PlainText } from '@/components/markdown/plain-text';
import { QuoteView } from '@/components/markdown/quote-view';
import { TableView } from '@/components/markdown/table-view';
import { CheckboxInput } from '@/ui/checkbox';
import { cx } from '@/ui/cx';

type Props = PartState & { token: Token };

const headingLooks = ['text-lg', 'text-lg', 'text-base', 'text-base', 'text-sm', 'text-sm'];

/** Equal text makes an equal block: the open tail is lexed anew 30 times a second, mostly to the same tokens. */
export const BlockView = memo(BlockContent, (before, after) => {
  const isSame = before.token.raw === after.token.raw && before.version === after.version;
  return (before.token === after.token || isSame) && before.isOpen === after.isOpen;
});

function BlockContent({ token: generic, isOpen, version }: Props) {
  // Only marked's own lexer and our extensions made it; others fall to the default.
  const token = generic as MarkedToken | MathsToken | FootnoteToken | DetailsToken;
  switch (token.type) {
    case 'space':
    case 'def':
    case 'checkbox':
    // Below the whole text, see FootnoteList.
    case 'footnote':
      return null;
    case 'maths':
      return <MathsView tex={token.tex} isBlock source={token.isUnclosed ? token.raw : null} />;
    case 'heading': {
      // Below the page's own headings, however the answer numbers its own.
      const Tag = token.depth <= 2 ? 'h3' : 'h4';
      return (
        <Tag
          dir="auto"
          className={cx('mt-5 mb-2 font-semibold first:mt-0', headingLooks[token.depth - 1])}
        >
          <InlineView tokens={token.tokens} />
        </Tag>
      );
    }
    case 'paragraph':
      return (
        <p dir="auto" className="my-2.5 first:mt-0 last:mb-0">
          <InlineView tokens={token.tokens} />
        </p>
      );
    case 'code':
      return <CodeView token={token} isOpen={isOpen} />;
    case 'blockquote':
      return (
        <QuoteView alert={(token as QuoteToken).alert}>
          <Blocks tokens={token.tokens} isOpen={isOpen} version={version} />
        </QuoteView>
      );
    case 'details':
      return (
        <details className="my-2.5 rounded-lg border border-line px-3 py-2">
          <summary className="font-medium">
            <InlineView tokens={token.summary} />
          </summary>
          <Blocks tokens={token.tokens} isOpen={isOpen} version={version} />
        </details>
      );
    case 'html':
      return <HtmlView html={token.raw} isOpen={isOpen} />;
    case 'list':
      return <ListView token={token} isOpen={isOpen} version={version} />;
    case 'table':
      return <TableView token={token} isOpen={isOpen} version={version} />;
    case 'hr':
      return <hr className="my-4 border-line" />;
    case 'text':
      return <InlineView tokens={token.tokens} />;
    default:
      return <PlainText text={generic.raw} />;
  }
}

type BlocksProps = PartState & { tokens: Token[] };

export function Blocks({ tokens, ...state }: BlocksProps) {
  // Empty lines at the end do not close what is above them.
  const openAt = tokens.findLastIndex(({ type }) => type !== 'space');
  return inGroups(tokens, state, blockWithin, openAt);
}

function blockWithin(token: Token, state: PartState) {
  // Notes are gathered from the text itself; within a quote or a list they are only words.
  if (token.type === 'footnote') return <PlainText text={token.raw} />;
  return <BlockView token={token} {...state} />;
}

type ListProps = PartState & { token: Tokens.List };

function ListView({ token, ...state }: ListProps) {
  const Tag = token.ordered ? 'ol' : 'ul';
  const isTasks = token.items.some((item) => item.task);
  const last = (token.start || 1) + token.items.length - 1;
  return (
    <Tag
      start={token.ordered && typeof token.start === 'number' ? token.start : undefined}
      className={cx(
        'my-2.5 space-y-1 in-[li]:my-1 marker:text-ink-3',
        isTasks
          ? 'list-none pl-1'
          : token.ordered
            ? cx('list-decimal', numberRoom(last))
            : 'list-disc pl-6',
      )}
    >
      {inGroups(token.items, state, drawItem)}
    </Tag>
  );
}

type ItemProps = PartState & { item: Tokens.ListItem };

function drawItem(item: Tokens.ListItem, state: PartState) {
  return <Item item={item} {...state} />;
}

const Item = memo(ItemContent, (before, after) => {
  const isSame = before.item.raw === after.item.raw && before.version === after.version;
  return (before.item === after.item || isSame) && before.isOpen === after.isOpen;
});

function ItemContent({ item, ...state }: ItemProps) {
  // The lexer repeats the mark of a task as a token of its own.
  const tokens = item.tokens.filter(({ type }) => type !== 'checkbox');
  const blocks = <Blocks tokens={tokens} {...state} />;
  if (!item.task) return <li dir="auto">{blocks}</li>;
  return (
    <li className="flex gap-2">
      <span className="mt-1 shrink-0">
        <CheckboxInput
          checked={item.checked ?? false}
          readOnly
          disabled
          aria-label={item.checked ? 'done' : 'not done'}
        />
      </span>
      <div className="min-w-0">{blocks}</div>
    </li>
  );
}
