import { useShallow } from 'zustand/react/shallow';
import type { Turn } from '../conversation';
import { versionShown } from '../conversation-events';
import { isAnswering, usePlayground } from '../playground-store';
import { siblingsOf } from '../turn-tree';
import { VersionSwitch } from './version-switch';

/** The versions of a message of the open conversation. */
export function TurnVersions({ turn }: { turn: Turn }) {
  const keys = usePlayground(
    useShallow(({ turns }) => siblingsOf(turns, turn).map(({ key }) => key)),
  );
  const isBusy = usePlayground(isAnswering);
  return <VersionSwitch shown={turn.key} onShow={versionShown} {...{ keys, isBusy }} />;
}
