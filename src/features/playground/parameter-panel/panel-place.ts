import { useEffect, useState } from 'react';
import { create } from 'zustand';
import { useMedia } from '@/ui/use-media';

/** How many editors are open that may have been opened from the panel. */
const useEditors = create<number>()(() => 0);

/** While this is shown the panel stays where it is: another place would begin its editors anew. */
export function usePanelKept() {
  useEffect(() => {
    useEditors.setState((count) => count + 1);
    return () => useEditors.setState((count) => count - 1);
  }, []);
}

/** Whether there is room for the panel beside the conversation; a tablet that is turned is asked later. */
export function useIsPanelBeside(): boolean {
  const isWide = !useMedia('(width < 80rem)');
  const isKept = useEditors((count) => count > 0);
  const [isBeside, setBeside] = useState(isWide);
  if (isBeside !== isWide && !isKept) setBeside(isWide);
  return isBeside;
}
