import { useState } from 'react';
import { ImageLink } from '@/components/markdown/image-link';

/** A picture that came with its message is shown; one that is somewhere else is a link: nothing is fetched unasked. */
export function Picture({ url, alt }: { url: string; alt: string }) {
  const [isBroken, setBroken] = useState(false);
  if (!/^data:image\/(?:png|jpeg|jpg|gif|webp|avif|bmp);/i.test(url)) {
    return (
      <p>
        <ImageLink href={url} alt="image" />
      </p>
    );
  }
  if (isBroken) return <p className="text-sm text-ink-3">This picture cannot be shown.</p>;
  return (
    <p>
      <img
        src={url}
        alt={alt}
        onError={() => setBroken(true)}
        className="max-h-96 max-w-full rounded-md border border-line"
      />
    </p>
  );
}
