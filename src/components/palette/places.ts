import type { KeyName } from '@/components/keys/default-keys';
import { activeKey, useKeyChoices } from '@/components/keys/key-store';
import { preferencesChanged, usePreferences } from '@/components/preferences-store';
import { shellDialogOpened } from '@/components/shell/shell-dialog';
import { paths } from '@/paths';
import type { PaletteItem } from './palette-item';

type Line = [label: string, to: string, words: string, name?: KeyName];

const LINES: Line[] = [
  ['Playground', paths.playground(), 'prompt conversation run', 'toPlayground'],
  ['Compare models', paths.playgroundCompare(), 'side by side playground'],
  ['Completions', paths.completions(), 'table list all', 'toCompletions'],
  ['Review', paths.review(), 'verdict judge', 'toReview'],
  ['Insights', paths.insights(), 'cost tokens time latency failures chart', 'toInsights'],
  ['Data', paths.dataHome(), 'overview size', 'toData'],
  ['Jobs', paths.data('jobs'), 'data running'],
  ['Trash', paths.data('trash'), 'data deleted restore'],
  ['Retention rules', paths.data('retention'), 'data delete age'],
  ['Export and import', paths.data('transfer'), 'data csv jsonl download upload'],
  ['Mirror', paths.data('mirror'), 'data copy'],
  ['Metadata keys', paths.data('metadata'), 'data tags rename merge'],
  ['Audit log', paths.data('audit'), 'data who changed'],
  ['Settings', paths.settings(), 'preferences', 'toSettings'],
  ['Providers', paths.settings(), 'settings api key openai'],
  ['Add a provider', paths.addProvider(), 'settings api key openai anthropic'],
  ['Prices', paths.settings('prices'), 'settings cost dollars model'],
  ['Access tokens', paths.settings('access'), 'settings log out session scopes'],
  ['Direct connection', paths.settings('browser'), 'settings address server'],
  ['About Chatkeep', paths.settings('browser'), 'settings version report'],
];

/** Every page and setting by its name, with the key that goes there. */
export function placeItems(): PaletteItem[] {
  const choices = useKeyChoices.getState();
  const pages = LINES.map(([label, to, words, name]): PaletteItem => ({
    group: 'Go to',
    label,
    words,
    to,
    keys: name ? activeKey(name, choices) : null,
  }));
  return [...pages, ...settingItems()];
}

function settingItems(): PaletteItem[] {
  const { enterSends, isRailNarrow } = usePreferences.getState();
  const group = 'Settings';
  return [
    ...(['system', 'light', 'dark'] as const).map(
      (theme) =>
        ({
          group,
          label: `Theme: ${theme}`,
          words: 'colours night appearance',
          act: () => preferencesChanged({ theme }),
        }) satisfies PaletteItem,
    ),
    {
      group,
      label: isRailNarrow ? 'Widen the sidebar' : 'Narrow the sidebar',
      words: 'fold rail',
      act: () => preferencesChanged({ isRailNarrow: !isRailNarrow }),
    },
    {
      group,
      label: enterSends ? 'Enter breaks the line' : 'Enter runs the prompt',
      words: 'send return key',
      act: () => preferencesChanged({ enterSends: !enterSends }),
    },
    {
      group,
      label: 'Keyboard shortcuts',
      words: 'keys change switch off',
      keys: activeKey('shortcuts', useKeyChoices.getState()),
      act: () => shellDialogOpened('keys'),
    },
  ];
}
