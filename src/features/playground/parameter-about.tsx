import Info from 'lucide-react/icons/info';
import { Suspense } from 'react';
import { Button } from '@/ui/button';
import { lazily } from '@/ui/lazily';
import { Popover } from '@/ui/popover';
import { Tooltip } from '@/ui/tooltip';
import type { SettingName } from './parameter-table';

const AboutText = lazily(async () => (await import('./about-text')).AboutText);

/** What a parameter does: while the pointer rests on it or the focus is there, and at a click or touch. */
export function ParameterAbout({ name }: { name: SettingName | 'other' }) {
  const about = (
    <Suspense>
      <AboutText name={name} />
    </Suspense>
  );
  return (
    <Tooltip text={about}>
      <Popover
        aria-label={`About ${name}`}
        className="max-w-72 px-3 py-2 text-xs text-ink-2"
        trigger={
          <Button
            variant="ghost"
            size="inline"
            className="align-middle"
            aria-label={`About ${name}`}
          >
            <Info aria-hidden className="size-3.5 text-ink-3" />
          </Button>
        }
      >
        <p>
          <b className="font-mono font-medium text-ink">{name}</b> {about}
        </p>
      </Popover>
    </Tooltip>
  );
}
