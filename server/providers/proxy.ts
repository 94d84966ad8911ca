import { BlockList, isIP } from 'node:net';
import { bareHost } from './base-url';

/** Variables by name, as the process was started with them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that a provider is reached through, as `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` say, in small
 * letters or capitals; null where none is to be used. This machine itself is never asked for through a proxy. Fails when
 * the variable holds no address of one; the message does not repeat it, since it may hold a password.
 */
export function proxyFor(baseUrl: string, environment: Environment): URL | null {
  const { protocol, hostname, port } = new URL(baseUrl);
  const host = bareHost(hostname).toLowerCase();
  const scheme = protocol.slice(0, -1);
  const [name, value] = settingOf([`${scheme}_proxy`, 'all_proxy'], environment);
  if (value === '' || isLoopback(host)) return null;
  const [, exempt] = settingOf(['no_proxy'], environment);
  if (isExempt(host, port || (scheme === 'https' ? '443' : '80'), exempt)) return null;
  const address = value.includes('://') ? value : `http://${value}`;
  if (URL.canParse(address) && /^https?:\/\//i.test(address)) return new URL(address);
  throw new Error(
    `The configuration is not valid:\n  ${name}: must be the address of a proxy, as in http://proxy.example:3128`,
  );
}

/** What a proxy asks for when its address has a name and a password. */
export function proxyAuthorization({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** The first variable that is set; small letters first, as everywhere. */
function settingOf(names: readonly string[], environment: Environment): [string, string] {
  for (const name of names.flatMap((each) => [each, each.toUpperCase()])) {
    const value = environment[name]?.trim();
    if (value) return [name, value];
  }
  return ['', ''];
}

function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host.endsWith('.localhost') || host === '::1' || host.startsWith('127.')
  );
}

/** An entry names a host with all below it, an address, or a network; with a port, only that; `*` is everything. */
function isExempt(host: string, port: string, list: string): boolean {
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      if (entry.includes('/')) return isInNetwork(host, entry);
      const [, name = '', only] = /^(\[.*\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry) ?? [];
      if (only !== undefined && only !== port) return false;
      const bare = bareHost(name).replace(/^\*?\./, '');
      return bare !== '' && (host === bare || host.endsWith(`.${bare}`));
    });
}

function isInNetwork(host: string, network: string): boolean {
  const [address = '', bits = ''] = network.split('/');
  const family = isIP(address);
  if (family === 0 || isIP(host) !== family || !/^\d+$/.test(bits)) return false;
  if (Number(bits) > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  const type = family === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(address, Number(bits), type);
  return list.check(host, type);
}
