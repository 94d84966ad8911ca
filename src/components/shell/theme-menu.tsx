import Monitor from 'lucide-react/icons/monitor';
import Moon from 'lucide-react/icons/moon';
import Sun from 'lucide-react/icons/sun';
import { preferencesChanged, type Theme, usePreferences } from '@/components/preferences-store';
import { IconButton } from '@/ui/icon-button';
import { Menu, MenuItem } from '@/ui/menu';

export const themes = [
  { theme: 'system', name: 'System', Icon: Monitor },
  { theme: 'light', name: 'Light', Icon: Sun },
  { theme: 'dark', name: 'Dark', Icon: Moon },
] as const satisfies { theme: Theme; name: string; Icon: typeof Sun }[];

export function ThemeMenu() {
  const chosen = usePreferences((state) => state.theme);
  const { Icon } = themes.find(({ theme }) => theme === chosen) ?? themes[0];
  return (
    <Menu
      label="Theme"
      placement="top-start"
      trigger={
        <IconButton label="Theme">
          <Icon aria-hidden className="size-4" />
        </IconButton>
      }
    >
      {themes.map(({ theme, name }) => (
        <MenuItem
          key={theme}
          checked={theme === chosen}
          onSelect={() => preferencesChanged({ theme })}
        >
          {name}
        </MenuItem>
      ))}
    </Menu>
  );
}
