import Download from 'lucide-react/icons/download';
import { useMemo } from 'react';
import { playableAudio } from '#contract/message/audio';
import type { MessagePart } from '#contract/message/parts';
import { PlainText } from '@/components/markdown/plain-text';
import { asBytes } from '@/components/message/as-bytes';
import { buttonLook } from '@/ui/button';

type Props = { part: Extract<MessagePart, { kind: 'audio' }> };

/** Sound to listen to, with what is said in it. */
export function AudioView({ part: { data, format, transcript } }: Props) {
  // Megabytes, and the same with every drawing.
  const audio = useMemo(() => data && playableAudio(data, format), [data, format]);
  return (
    <figure aria-label="Audio" className="space-y-1.5">
      {audio ? (
        <div className="flex flex-wrap items-center gap-2">
          {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- its transcript stands below */}
          <audio controls preload="metadata" src={audio.url} className="h-9 max-w-full" />
          <a
            href={asBytes(audio.url)}
            download={`audio.${audio.extension}`}
            className={buttonLook({ size: 'sm' })}
          >
            <Download aria-hidden className="size-3.5" /> Save audio.{audio.extension}
          </a>
        </div>
      ) : (
        <p className="text-sm text-ink-3">The audio is no longer available.</p>
      )}
      {transcript && (
        <figcaption className="text-read">
          <span className="sr-only">Transcript: </span>
          <PlainText text={transcript} />
        </figcaption>
      )}
    </figure>
  );
}
