import type { ComponentProps } from 'react';
import { BareButton } from '@/ui/button';
import { ariaKeys } from '@/ui/kbd';
import { Tooltip } from '@/ui/tooltip';

type Props = Omit<ComponentProps<typeof BareButton>, 'aria-label'> & {
  /** The name for assistive technology, also shown as the tooltip. */
  label: string;
  /** A key to show in the tooltip, as in "Copy  C". */
  shortcut?: string | null;
};

export function IconButton({ label, shortcut, variant = 'ghost', size = 'icon', ...rest }: Props) {
  return (
    <Tooltip text={rest.notNow ?? label} shortcut={shortcut}>
      <BareButton
        variant={variant}
        size={size}
        aria-label={label}
        aria-keyshortcuts={ariaKeys(shortcut ?? null)}
        {...rest}
      />
    </Tooltip>
  );
}
