import { useShallow } from 'zustand/react/shallow';
import type { Turn } from '../turns/conversation';
import { versionShown } from '../turns/turn-events';
import { isAnswering } from '../turns/playground-store';
import { useInTalk, useTalk } from '../turns/talk';
import { siblingsOf } from '../turns/turn-tree';
import { VersionSwitch } from './version-switch';

/** The versions of a message of a conversation. */
export function TurnVersions({ turn }: { turn: Turn }) {
  const talk = useTalk();
  const keys = useInTalk(useShallow(({ turns }) => siblingsOf(turns, turn).map(({ key }) => key)));
  const isBusy = useInTalk(isAnswering);
  return (
    <VersionSwitch
      shown={turn.key}
      onShow={(key) => versionShown(key, talk)}
      {...{ keys, isBusy }}
    />
  );
}
