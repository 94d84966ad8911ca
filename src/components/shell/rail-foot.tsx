import PanelLeft from 'lucide-react/icons/panel-left';
import { preferencesChanged, usePreferences } from '@/components/preferences-store';
import { SourceSwitch } from '@/components/shell/source-switch';
import { ThemeMenu } from '@/components/shell/theme-menu';
import { IconButton } from '@/ui/icon-button';

/** What the first look at a page does not need: the source, the theme, the width. */
export function RailFoot() {
  const isNarrow = usePreferences((state) => state.isRailNarrow);
  return (
    <>
      <SourceSwitch />
      <div className="flex max-sm:hidden sm:flex-col xl:group-not-data-narrow/rail:flex-row">
        <ThemeMenu />
        <span className="flex-1" />
        <IconButton
          label={isNarrow ? 'Widen the sidebar' : 'Narrow the sidebar'}
          aria-pressed={isNarrow}
          onClick={() => preferencesChanged({ isRailNarrow: !isNarrow })}
          className="max-xl:hidden"
        >
          <PanelLeft aria-hidden className="size-4" />
        </IconButton>
      </div>
    </>
  );
}
