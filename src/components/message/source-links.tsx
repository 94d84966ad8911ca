import type { MessageLink } from '#contract/message/links';
import { byPosition } from '@/components/markdown/by-position';
import { safeHref } from '@/components/markdown/safe-href';

/** Where an answer has something from, numbered as its text numbers it. */
export function SourceLinks({ links }: { links: readonly MessageLink[] }) {
  if (links.length === 0) return null;
  return (
    <section aria-label="Sources" className="text-xs text-ink-3">
      <h3 className="font-medium">Sources</h3>
      <ol className="mt-1 space-y-0.5">
        {byPosition(links, (link, at) => (
          <li className="flex min-w-0 gap-1.5">
            <span className="tabular-nums">{at + 1}.</span>
            <Source link={link} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Source({ link: { url, title } }: { link: MessageLink }) {
  const href = url === null ? null : safeHref(url);
  if (href === null) return <span className="min-w-0 truncate">{title}</span>;
  const { host } = new URL(href);
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      title={href}
      className="min-w-0 truncate text-accent-ink hover:underline"
    >
      {title}
      {!title.includes(host) && host && <span className="text-ink-3"> {host}</span>}
    </a>
  );
}
