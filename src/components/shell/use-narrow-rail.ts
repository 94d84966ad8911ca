import { useLocation } from 'react-router-dom';
import { usePreferences } from '@/components/preferences-store';
import { paths } from '@/paths';

/** Where one judges or compares, the rail makes room by itself. */
const FOLDING = new Set([paths.review(), '/compare']);

export function useNarrowRail(): { isNarrow: boolean; isByItself: boolean } {
  const isChosen = usePreferences((state) => state.isRailNarrow);
  const { pathname, search } = useLocation();
  const isByItself = search === '?compare' || FOLDING.has(pathname);
  return { isNarrow: isChosen || isByItself, isByItself };
}
