import type { SharedText } from '../json/text';

/** What came of an answer that is being made since it was last asked for. */
export type Piece = {
  /** Of the running completion. */
  id: string;
  /** JSON text of an array of chunks, each as it came. */
  chunks: SharedText;
};

/** An answer whose server died while it was being made, with all that was kept of it. */
export type LeftAnswer = {
  id: string;
  k: number;
  /** Unix seconds. */
  created: number;
  requestedModel: string;
  provider: string;
  /** JSON text of the request's parameters. */
  request: string;
  /** {@link Piece.chunks}, in the order in which they came. */
  pieces: string[];
};

/**
 * What is kept of answers that are being made, for the case that the server dies: in no index, not synced, and gone
 * with the end of the answer or with the completion.
 */
export type Pieces = {
  /**
   * Adds to what is kept. Resolves before it is synced: a process that dies loses nothing, a machine may. What is no
   * longer running is passed over.
   */
  keepPieces(pieces: readonly Piece[]): Promise<void>;
  /** The next answer, by position, that {@link Store.recover} found left and of which something is kept. */
  leftAnswer(after: number): Promise<LeftAnswer | null>;
};
