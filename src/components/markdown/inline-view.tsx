import type { MarkedToken, Token } from 'marked';
import type { ReactNode } from 'react';
import { byPosition } from '@/components/markdown/by-position';
import { ImageLink } from '@/components/markdown/image-link';
import { FootnoteRef } from '@/components/markdown/footnotes/footnote-ref';
import type { FootnoteRefToken } from '@/components/markdown/footnotes/footnote-token';
import { MathsView } from '@/components/markdown/maths/maths-view';
import type { MathsToken } from '@/components/markdown/maths/maths-token';
import { safeHref } from '@/components/markdown/safe-href';

/** Tokens become React elements, text stays text: nothing in it can be HTML. */
export function InlineView({ tokens }: { tokens: Token[] | undefined }) {
  return tokens && byPosition(tokens, inline);
}

function inline(generic: Token): ReactNode {
  // Only marked's own lexer and our two extensions made it; others fall to the default.
  const token = generic as MarkedToken | MathsToken | FootnoteRefToken;
  switch (token.type) {
    case 'strong':
      return (
        <strong className="font-semibold">
          <InlineView tokens={token.tokens} />
        </strong>
      );
    case 'em':
      return (
        <em>
          <InlineView tokens={token.tokens} />
        </em>
      );
    case 'del':
      return (
        <del>
          <InlineView tokens={token.tokens} />
        </del>
      );
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
      return (
        <code className="rounded-sm bg-sunken px-1 py-0.5 font-mono text-[0.88em]">
          {token.text}
        </code>
      );
    case 'br':
      return <br />;
    case 'link':
      return <LinkView href={token.href} tokens={token.tokens} />;
    case 'image':
      return <ImageLink href={token.href} alt={token.text} />;
    case 'html':
      return /^<br\s*\/?>$/i.test(token.text) ? <br /> : token.raw;
    case 'checkbox':
      return null;
    case 'text':
      return token.tokens ? <InlineView tokens={token.tokens} /> : token.text;
    case 'escape':
      return token.text;
    default:
      return generic.raw;
  }
}

function LinkView({ href, tokens }: { href: string; tokens: Token[] }) {
  const address = safeHref(href);
  if (address === null) return <InlineView tokens={tokens} />;
  return (
    <a
      href={address}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="text-accent-ink underline decoration-current/40 underline-offset-2 hover:decoration-current"
    >
      <InlineView tokens={tokens} />
    </a>
  );
}
