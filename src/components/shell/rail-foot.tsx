import Keyboard from 'lucide-react/icons/keyboard';
import PanelLeft from 'lucide-react/icons/panel-left';
import { useKey } from '@/components/keys/key-store';
import { preferencesChanged } from '@/components/preferences-store';
import { PageAnnouncer } from '@/components/shell/page-announcer';
import { shellDialogOpened } from '@/components/shell/shell-dialog';
import { SourceSwitch } from '@/components/shell/source-switch';
import { useNarrowRail } from '@/components/shell/use-narrow-rail';
import { ThemeMenu } from '@/components/shell/theme-menu';
import { IconButton } from '@/ui/icon-button';

/** What the first look at a page does not need: the source, the theme, the width; what tells readers of the screen of the next page. */
export function RailFoot() {
  const { isNarrow, isByItself } = useNarrowRail();
  return (
    <>
      <PageAnnouncer />
      <SourceSwitch />
      <div className="flex max-sm:hidden sm:flex-col xl:group-not-data-narrow/rail:flex-row">
        <ThemeMenu />
        <IconButton
          label="Keyboard shortcuts"
          shortcut={useKey('shortcuts')}
          aria-haspopup="dialog"
          onClick={() => shellDialogOpened('keys')}
        >
          <Keyboard aria-hidden className="size-4" />
        </IconButton>
        <span className="flex-1" />
        {!isByItself && (
          <IconButton
            label={isNarrow ? 'Widen the sidebar' : 'Narrow the sidebar'}
            aria-pressed={isNarrow}
            onClick={() => preferencesChanged({ isRailNarrow: !isNarrow })}
            className="max-xl:hidden"
          >
            <PanelLeft aria-hidden className="size-4" />
          </IconButton>
        )}
      </div>
    </>
  );
}
