import { named } from '@/ui/lazily';

/** Fetched after the page, but before anything fails: what cannot be reached then would not bring it. */
export const ListFailure = named(() => import(/* soon */ './list-failure'), 'ListFailure');
void ListFailure.preload();
