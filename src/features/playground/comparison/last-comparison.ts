import { openLastComparison } from './keep-comparison';

/** Once, when the code arrives: afterwards the store holds the comparison. */
export const lastComparison = openLastComparison();
