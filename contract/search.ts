/**
 * In UTF-16 code units, for the prompt and for the answer alike: up to here every word of a text is found. Of a longer
 * one, words that occur late may not be.
 */
export const SEARCHED_LENGTH = 256 * 1024;

/** The same for phrases. Further on each word is kept once. */
export const PHRASE_LENGTH = 64 * 1024;
