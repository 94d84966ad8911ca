/** What PostgreSQL's own tools know; the driver passes over any other word, and goes without encryption. */
const SSL_MODES = /^(disable|allow|prefer|require|verify-ca|verify-full|no-verify)$/;

const KNOWN: Record<string, [pattern: RegExp, message: string]> = {
  sslmode: [
    SSL_MODES,
    'must have an sslmode of disable, allow, prefer, require, verify-ca or verify-full',
  ],
  ssl: [/^(true|false|1|0)$/, 'must have an ssl of true or false: sslmode says more'],
  port: [/^\d{1,5}$/, 'must have a number for its port'],
};

/** Why this `postgres://` address cannot be meant, for a message that quotes nothing of it; null: it may be. */
export function postgresFault(url: string): string | null {
  // Without a host it means a socket.
  const address = url.replace(/@(?=\/)/, '@localhost').replace(/:\/\/(?=\/)/, '://localhost');
  if (!URL.canParse(address))
    return 'must be an address such as postgres://user:password@host/database; in a password write # / ? @ and % as %23 %2F %3F %40 and %25';
  const { searchParams } = new URL(address);
  const [fault] = Object.entries(KNOWN).flatMap(([name, [pattern, message]]) =>
    searchParams.getAll(name).every((value) => pattern.test(value)) ? [] : [message],
  );
  return fault ?? null;
}
