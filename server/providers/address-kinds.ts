import { BlockList, isIPv4 } from 'node:net';

/**
 * Where a network address leads: `metadata` also stands for link-local addresses and for those that no server has.
 * Cloud machines answer there with the credentials of the machine itself.
 */
export type AddressKind = 'metadata' | 'loopback' | 'private' | 'public';

/** Each cloud's metadata service, link-local addresses, and what is no address of one server. */
const METADATA = listOf([
  '169.254.0.0/16',
  'fe80::/10',
  'fec0::/10',
  'fd00:ec2::/32',
  'fd20:ce::254/128',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '192.0.0.0/24',
  '0.0.0.0/8',
  '::/128',
  '224.0.0.0/4',
  '240.0.0.0/4',
  'ff00::/8',
]);
const LOOPBACK = listOf(['127.0.0.0/8', '::1/128']);
const PRIVATE = listOf([
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '198.18.0.0/15',
  'fc00::/7',
]);

/** Names of metadata services, which a proxy would resolve out of our sight. */
const METADATA_NAMES =
  /^(metadata|metadata\.google\.internal|metadata\.goog|instance-data(\..*)?)$/i;

export function isMetadataName(hostname: string): boolean {
  return METADATA_NAMES.test(hostname.replace(/\.$/, ''));
}

/** Of an IPv4 or IPv6 address, without brackets; an IPv6 address that carries an IPv4 one is of the worse kind. */
export function addressKind(address: string): AddressKind {
  if (isIPv4(address)) return kindIn(address, 'ipv4');
  const bare = address.replace(/%.*$/, '');
  const own = kindIn(bare, 'ipv6');
  const kinds = new Set([own, ...innerIpv4(bare).map((each) => kindIn(each, 'ipv4'))]);
  return WORST.find((kind) => kinds.has(kind)) ?? own;
}

const WORST: readonly AddressKind[] = ['metadata', 'loopback', 'private'];

function kindIn(address: string, family: 'ipv4' | 'ipv6'): AddressKind {
  if (METADATA.check(address, family)) return 'metadata';
  if (LOOPBACK.check(address, family)) return 'loopback';
  return PRIVATE.check(address, family) ? 'private' : 'public';
}

/** What an IPv6 address may lead to where it wraps IPv4 ones: mapped, compatible, NAT64, 6to4, Teredo, ISATAP. */
function innerIpv4(address: string): string[] {
  const words = wordsOf(address);
  const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0, sixth = 0, seventh = 0] = words;
  const eighth = words[7] ?? 0;
  const last = ipv4Of(seventh, eighth);
  const isZero = (from: number, to: number) => words.slice(from, to).every((word) => word === 0);
  if (isZero(0, 5) && (sixth === 0xffff || sixth === 0)) return seventh ? [last] : [];
  if (isZero(0, 4) && fifth === 0xffff) return [last];
  if (first === 0x64 && second === 0xff9b) return third === 0 ? [last] : inLocalNat64(words);
  if (first === 0x2002) return [ipv4Of(second, third)];
  // Of the server, and the other way round of the client.
  if (first === 0x2001 && second === 0)
    return [ipv4Of(third, fourth), ipv4Of(seventh ^ 0xffff, eighth ^ 0xffff)];
  return (fifth & 0xfdff) === 0 && sixth === 0x5efe ? [last] : [];
}

/** RFC 6052: behind a prefix of 48, 56, 64 or 96 bits, but for the bits 64 to 71. No address begins with a zero: that is a prefix. */
function inLocalNat64(words: readonly number[]): string[] {
  const bytes = words.flatMap((word) => [word >> 8, word & 255]);
  const behind = [...bytes.slice(6, 8), ...bytes.slice(9, 13)];
  const read = [behind.slice(0, 4), behind.slice(1, 5), behind.slice(2), bytes.slice(12)];
  return read.filter(([first]) => first !== 0).map((four) => four.join('.'));
}

function ipv4Of(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The eight numbers of an IPv6 address, which `URL` brings into one form. */
function wordsOf(address: string): number[] {
  const [head = '', tail = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const numbers = (text: string) =>
    text === '' ? [] : text.split(':').map((word) => Number.parseInt(word, 16));
  const [before, behind] = [numbers(head), numbers(tail)];
  const between = Array.from({ length: 8 - before.length - behind.length }, () => 0);
  return [...before, ...between, ...behind];
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', length] = range.split('/');
    list.addSubnet(address, Number(length), isIPv4(address) ? 'ipv4' : 'ipv6');
  }
  return list;
}
