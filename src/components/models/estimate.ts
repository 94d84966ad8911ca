/** What is said of a cost that no provider reported. */
export const ESTIMATE = 'An estimate, by the prices of its day';
