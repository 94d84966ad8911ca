import { preferencesChanged, usePreferences } from '@/components/preferences-store';
import { shellDialogOpened } from '@/components/shell/shell-dialog';
import { themes } from '@/components/shell/theme-menu';
import { Button } from '@/ui/button';
import { Segmented } from '@/ui/segmented';
import { Switch } from '@/ui/switch';
import { Section } from './section';

export function AppearanceSection() {
  const theme = usePreferences((state) => state.theme);
  const enterSends = usePreferences((state) => state.enterSends);
  return (
    <Section title="Appearance and keys" hint="Kept in this browser.">
      <Segmented
        label="Theme"
        value={theme}
        onChange={(theme) => preferencesChanged({ theme })}
        options={themes.map(({ theme, name, Icon }) => ({
          value: theme,
          label: (
            <>
              <Icon aria-hidden /> {name}
            </>
          ),
        }))}
      />
      <Switch
        className="max-w-lg"
        label="Enter runs the prompt"
        hint={
          enterSends
            ? 'Shift+Enter breaks the line.'
            : 'Enter breaks the line; ⌘+Enter or Ctrl+Enter runs.'
        }
        checked={enterSends}
        onChange={(enterSends) => preferencesChanged({ enterSends })}
      />
      <Button aria-haspopup="dialog" onClick={() => shellDialogOpened('keys')}>
        Keyboard shortcuts…
      </Button>
    </Section>
  );
}
