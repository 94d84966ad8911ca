import { memo, type ReactNode } from 'react';
import type { Token } from 'marked';
import { byPosition } from '@/components/markdown/by-position';
import { FootnoteRef } from '@/components/markdown/footnotes/footnote-ref';
import { ImageLink } from '@/components/markdown/image-link';
import type { InlineToken, TagName } from '@/components/markdown/inline/inline-token';
import { MathsView } from '@/components/markdown/maths/maths-view';
import { safeHref } from '@/components/markdown/safe-href';

const codeLook = 'rounded-sm bg-sunken px-1 py-0.5 font-mono text-[0.88em]';
const tagLooks: Partial<Record<TagName, string>> = {
  b: 'font-semibold',
  strong: 'font-semibold',
  kbd: 'rounded-sm border border-line-strong bg-sunken px-1.5 py-px font-mono text-[0.82em] shadow-[0_1px_0_var(--color-line-strong)]',
  samp: 'font-mono text-[0.88em]',
  code: codeLook,
  mark: 'rounded-sm bg-warning-soft px-0.5 text-inherit',
  sub: 'text-[0.75em] leading-none',
  sup: 'text-[0.75em] leading-none',
};

/** Tokens become React elements, text stays text: nothing in it can be HTML. */
export function InlineView({ tokens }: { tokens: Token[] | InlineToken[] | undefined }) {
  // The reader has filled what marked left empty with its own.
  return tokens && <Spans tokens={tokens as InlineToken[]} />;
}

function Spans({ tokens }: { tokens: readonly InlineToken[] }) {
  return byPosition(tokens, inline);
}

function inline(token: InlineToken): ReactNode {
  switch (token.type) {
    case 'text':
      return token.text;
    case 'strong':
      return (
        <strong className="font-semibold">
          <Spans tokens={token.tokens} />
        </strong>
      );
    case 'em':
    case 'del': {
      const Tag = token.type;
      return (
        <Tag>
          <Spans tokens={token.tokens} />
        </Tag>
      );
    }
    case 'tag': {
      const Tag = token.name;
      return (
        <Tag className={tagLooks[token.name]}>
          <Spans tokens={token.tokens} />
        </Tag>
      );
    }
    case 'part':
      return <Part tokens={token.tokens} />;
    case 'maths':
      return (
        <MathsView
          tex={token.tex}
          isBlock={token.isBlock}
          source={token.isUnclosed ? token.raw : null}
        />
      );
    case 'footnote-ref':
      return <FootnoteRef label={token.label} />;
    case 'codespan':
      return <code className={codeLook}>{token.text}</code>;
    case 'br':
      return <br />;
    case 'link':
      return <LinkView href={token.href} tokens={token.tokens} />;
    case 'image':
      return <ImageLink href={token.href} alt={token.text} />;
  }
}

/** Laid out only near the screen; the same tokens make the same one. */
const Part = memo(function Part({ tokens }: { tokens: readonly InlineToken[] }) {
  return (
    <span className="block [contain-intrinsic-size:auto_1500px] [content-visibility:auto]">
      <Spans tokens={tokens} />
    </span>
  );
});

function LinkView({ href, tokens }: { href: string; tokens: readonly InlineToken[] }) {
  const address = safeHref(href);
  if (address === null) return <Spans tokens={tokens} />;
  return (
    <a
      href={address}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="text-accent-ink underline decoration-current/40 underline-offset-2 hover:decoration-current"
    >
      <Spans tokens={tokens} />
    </a>
  );
}
