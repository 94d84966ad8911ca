import AudioLines from 'lucide-react/icons/audio-lines';
import Picture from 'lucide-react/icons/image';
import Paperclip from 'lucide-react/icons/paperclip';
import X from 'lucide-react/icons/x';
import { asRecord } from '@/lib/as-record';
import { formatBytes } from '@/lib/format';
import { IconButton } from '@/ui/icon-button';
import { QuietSelect } from '@/ui/quiet-select';
import { bytesOf, details, nameOf, pictureOf } from './attachment-facts';

type Props = { attachments: readonly unknown[]; onChange: (attachments: unknown[]) => void };

/** What a message that is being written holds beside its text. */
export function AttachmentTiles({ attachments, onChange }: Props) {
  if (attachments.length === 0) return null;
  return (
    <ul aria-label="Attachments" className="flex flex-wrap gap-2">
      {attachments.map((part, at) => (
        <li
          // oxlint-disable-next-line react/no-array-index-key -- the same file can be there twice, and nothing moves but by removal
          key={at}
          className="flex max-w-full items-center gap-2 rounded-lg border border-line bg-sunken py-1 pr-1 pl-1.5"
        >
          <Thumbnail part={part} />
          <span className="min-w-0 text-xs">
            <span className="block max-w-40 truncate text-ink" title={nameOf(part)}>
              {nameOf(part)}
            </span>
            <Size part={part} />
          </span>
          <DetailSelect
            part={part}
            label={`Detail of attachment ${at + 1}`}
            onChange={(changed) => onChange(attachments.with(at, changed))}
          />
          <IconButton
            label={`Remove attachment ${at + 1}`}
            size="iconSm"
            onClick={() => onChange(attachments.toSpliced(at, 1))}
          >
            <X aria-hidden className="size-3.5" />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}

function Thumbnail({ part }: { part: unknown }) {
  const picture = pictureOf(part);
  if (picture) return <img src={picture} alt="" className="size-9 rounded-md object-cover" />;
  const { type } = asRecord(part) ?? {};
  const Icon = type === 'input_audio' ? AudioLines : type === 'image_url' ? Picture : Paperclip;
  return <Icon aria-hidden className="mx-1 size-4 shrink-0 text-ink-3" />;
}

function Size({ part }: { part: unknown }) {
  const bytes = bytesOf(part);
  const isById = typeof asRecord(asRecord(part)?.file)?.file_id === 'string';
  const elsewhere = isById ? 'by id' : 'by URL';
  return <span className="text-ink-3">{bytes === null ? elsewhere : formatBytes(bytes)}</span>;
}

type DetailProps = { part: unknown; label: string; onChange: (part: unknown) => void };

/** How closely a model looks at a picture; more costs more tokens. */
function DetailSelect({ part, label, onChange }: DetailProps) {
  const image = asRecord(asRecord(part)?.image_url);
  if (!image) return null;
  const { url, detail } = image;
  return (
    <QuietSelect
      aria-label={label}
      title="How closely the model looks: high costs more tokens"
      value={typeof detail === 'string' ? detail : ''}
      onChange={({ target }) => {
        const chosen = details.find((each) => each === target.value);
        onChange({ type: 'image_url', image_url: { url, ...(chosen && { detail: chosen }) } });
      }}
      className="h-6"
    >
      <option value="">detail</option>
      {details.map((each) => (
        <option key={each}>{each}</option>
      ))}
    </QuietSelect>
  );
}
