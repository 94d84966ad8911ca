/** What the server keeps of its own, such as retention rules: small JSON texts by kind and id. */
export type StoredDocument = { id: string; version: number; body: string };

export type Documents = {
  /** All of a kind, by id. */
  documents(kind: string): Promise<StoredDocument[]>;
  document(kind: string, id: string): Promise<StoredDocument | null>;
  /**
   * Writes a document over the version that was read (0: there was none), so that of several processes that write at
   * once one does. Resolves with the new version; null, and nothing written, when it was another.
   * Rejects with {@link NameTaken} when another document of its kind has the name.
   */
  putDocument(
    kind: string,
    id: string,
    body: string,
    version: number,
    name?: string,
  ): Promise<number | null>;
  /** Resolves false when it was not there. */
  removeDocument(kind: string, id: string): Promise<boolean>;
  /** Removes all of a kind; resolves with their number. */
  removeDocuments(kind: string): Promise<number>;
};
