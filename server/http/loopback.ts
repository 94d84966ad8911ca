/** The names by which this machine calls itself. */
export const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/** A host, with or without a port, that nobody but this machine reaches. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  return LOOPBACK.includes(name) || host === '::1';
}

/** Each request is held against them; hardly any process listens on a second port. */
export function loopbackHosts(port: number): string[] {
  if (loopback.port !== port)
    loopback = {
      port,
      hosts: LOOPBACK.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`])),
    };
  return loopback.hosts;
}

let loopback: { port: number; hosts: string[] } = { port: 0, hosts: [] };
