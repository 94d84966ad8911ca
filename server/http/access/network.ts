import { type BlockList, isIP, SocketAddress } from 'node:net';

/**
 * An IP address in its one spelling: IPv6 in lower case and shortened, an IPv4 address that is written as IPv6 as
 * IPv4, without a zone. Null when the text is no address.
 */
export function plainAddress(text: string): string | null {
  const [address = ''] = text.split('%');
  if (isIP(address) === 0) return null;
  if (isIP(address) === 4) return address;
  const short = new SocketAddress({ address, family: 'ipv6' }).address;
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(short)?.[1] ?? short;
}

/** What one client has at its command: an IPv4 address, or the 2^64 addresses of an IPv6 network, named by their first half. */
export function networkOf(address: string): string {
  const plain = plainAddress(address);
  if (plain === null || isIP(plain) === 4) return address;
  const [before = '', after] = plain.split('::');
  const groups = (text = '') => text.split(':').filter(Boolean);
  const [head, tail] = [groups(before), groups(after)];
  // An IPv4 ending stands for two groups.
  const width = head.length + tail.length + (plain.includes('.') ? 1 : 0);
  const zeros = after === undefined ? [] : Array<string>(8 - width).fill('0');
  return `${[...head, ...zeros, ...tail].slice(0, 4).join(':')}::/64`;
}

/** Whether a list has an address, in whichever of the two ways an IPv4 address is written there. */
export function isListed(list: BlockList, address: string): boolean {
  return list.check(isIP(address) === 4 ? `::ffff:${address}` : address, 'ipv6');
}
