import ImageIcon from 'lucide-react/icons/image';
import { useState } from 'react';
import { safeHref } from '@/components/markdown/safe-href';
import { cx } from '@/ui/cx';

type Props = { href: string; alt: string };

const look =
  'inline-flex max-w-full items-center gap-1.5 rounded-md border border-line bg-sunken px-2 py-0.5 text-xs text-ink-2';

/**
 * Nothing is fetched by itself, since an address can carry what the conversation says: an image from elsewhere is
 * a link that names its host, one that is here already (a data: URL) is shown on click.
 */
export function ImageLink({ href, alt }: Props) {
  const [isShown, setShown] = useState(false);
  const address = safeHref(href);
  const name = alt || 'image';
  if (/^data:image\/(?:png|jpeg|gif|webp|avif|bmp);/i.test(href)) {
    if (isShown)
      return <img src={href} alt={alt} className="my-1 max-h-96 max-w-full rounded-md" />;
    return (
      <button type="button" onClick={() => setShown(true)} className={cx(look, 'hover:bg-hover')}>
        <ImageIcon aria-hidden className="size-3.5" /> Show {name}
      </button>
    );
  }
  const content = (
    <>
      <ImageIcon aria-hidden className="size-3.5 shrink-0" />
      <span className="truncate">
        {name}
        {address && ` (${new URL(address).host})`}
      </span>
    </>
  );
  if (address === null) return <span className={look}>{content}</span>;
  return (
    <a
      href={address}
      target="_blank"
      rel="noopener noreferrer nofollow"
      title="Open the image in a new tab"
      className={cx(look, 'hover:bg-hover')}
    >
      {content}
    </a>
  );
}
