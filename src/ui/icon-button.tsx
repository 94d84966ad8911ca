import type { ComponentProps } from 'react';
import { Button } from '@/ui/button';
import { ariaKeys } from '@/ui/kbd';
import { Tooltip } from '@/ui/tooltip';

type Props = Omit<ComponentProps<typeof Button>, 'aria-label'> & {
  /** The name for assistive technology, also shown as the tooltip. */
  label: string;
  /** A key to show in the tooltip, as in "Copy  C". */
  shortcut?: string | null;
};

export function IconButton({ label, shortcut, variant = 'ghost', size = 'icon', ...rest }: Props) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <Button
        variant={variant}
        size={size}
        aria-label={label}
        aria-keyshortcuts={ariaKeys(shortcut ?? null)}
        {...rest}
      />
    </Tooltip>
  );
}
