import { soon } from '@/ui/lazily';

/** Fetched after the page, but before anything fails: what cannot be reached then would not bring it. */
export const ListFailure = soon(() => import('./list-failure'), 'ListFailure');
void ListFailure.preload();
