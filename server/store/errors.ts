/** The database is down, full, locked or corrupt. The cause is for the log, never for the client. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}

/**
 * The database refused a statement of this program: a fault to be found, not an outage, and not to be tried again. The
 * cause is for the log, never for the client.
 */
export class StoreFault extends Error {
  override name = 'StoreFault';
}

/** The database cannot be used by this version at all (foreign, newer, not a database): said at start, to the operator. */
export class StoreRefused extends Error {
  override name = 'StoreRefused';
  /** Where more is known than that it is no database for this version. */
  kind: 'newer' | 'inUse' | 'noPrivilege' | 'damaged' | null = null;

  /** The same, with its kind. */
  static as(kind: StoreRefused['kind'], message: string, options?: ErrorOptions): StoreRefused {
    return Object.assign(new StoreRefused(message, options), { kind });
  }
}

/** `after` names neither a stored completion nor an id that this server could have given. */
export class UnknownCursor extends Error {
  override name = 'UnknownCursor';
}

/** Another document of its kind has the name. */
export class NameTaken extends Error {
  override name = 'NameTaken';
}

/** Another process took the same position in the same millisecond: try again with a new one. */
export class PositionTaken extends Error {
  override name = 'PositionTaken';
}
