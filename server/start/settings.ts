import { BlockList, isIP } from 'node:net';
import * as z from 'zod';
import { pathFault } from './paths';

// The values of settings that are more than a text: what is read as what, and what is refused in which words.

const list = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter(Boolean));

/** Decimal digits alone: nobody who writes `0x10` or `1e3` days can be sure how that is read. */
export function wholeNumber(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,6}$/, message)
    .transform(Number)
    .refine((number) => number >= least && number <= most, message);
}

export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, `must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}`);
}

/** Where to listen. In brackets as in URLs; to listen, the address is written without. */
export const listened = z
  .string()
  .transform((host) => host.replace(/^\[([^\]]*:[^\]]*)\]$/, '$1'))
  .refine(
    (host) => isIP(host) !== 0 || /^[\w-]+(\.[\w-]+)*$/.test(host),
    'must be an address or a name without http:// and without a port, which is PORT',
  );

/** As browsers send them. */
export const hosts = list.transform((entries, context) => {
  const isHost = (host: string) => {
    const [, address, name = '', port = '1'] =
      /^(?:\[([^\]]*)\]|([a-z\d_-]+(?:\.[a-z\d_-]+)*\.?))(?::(\d{1,5}))?$/.exec(host) ?? [];
    const isName = address === undefined ? name !== '' : isIP(address) === 6;
    return isName && Number(port) >= 1 && Number(port) <= 65_535;
  };
  const names = entries.map((entry) => entry.toLowerCase());
  if (!names.every(isHost))
    context.addIssue({
      code: 'custom',
      message:
        'must be names as browsers send them, such as chat.example.org or 192.168.1.5:4242, without https://, paths and *',
    });
  return names;
});

/** As browsers send them. `null` would be every page in a sandbox. */
export const origins = list.transform((entries, context) => {
  const read = entries.map((entry) => {
    const [, scheme = '', rest = ''] =
      /^([a-z][a-z\d+.-]*):\/\/([^/?#@\s*]+)\/?$/.exec(entry.toLowerCase()) ?? [];
    const address = scheme === '' ? '' : `${scheme}://${rest}`;
    // Of others than these, as of extensions, nobody has rules.
    if (!/^https?$/.test(scheme)) return address;
    return URL.canParse(address) ? new URL(address).origin : '';
  });
  if (read.includes(''))
    context.addIssue({
      code: 'custom',
      message: 'must be origins such as https://desk.example.org, without paths and *',
    });
  return read;
});

/** Addresses and ranges. A range of everybody is refused: each client could then say that it is another. */
export const proxies = list.transform((entries, context) => {
  const trusted = new BlockList();
  for (const entry of entries) {
    const [address = '', length, ...more] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    const longest = family === 'ipv6' ? 128 : 32;
    const prefix = length === undefined ? longest : /^\d{1,3}$/.test(length) ? Number(length) : 0;
    if (isIP(address) === 0 || more.length > 0 || prefix < 1 || prefix > longest)
      context.addIssue({
        code: 'custom',
        message: 'must be addresses or ranges such as 10.0.0.5, 172.16.0.0/12 or fd00::/8',
      });
    else trusted.addSubnet(address, prefix, family);
  }
  return trusted;
});

/** A path below a host. No segment is nothing but dots: browsers would take it for another path. */
export const basePath = z
  .string()
  .regex(/^\/?$|^(\/(?!\.{1,2}(\/|$))[\w.~-]+)+\/?$/, 'must be a path such as /chatkeep')
  .default('')
  .transform((path) => path.replace(/\/$/, ''));

/** Refuses what `fault` has words for. */
export function faulted(fault: (text: string) => string | null) {
  return (text: string, context: z.RefinementCtx) => {
    const message = fault(text);
    if (message !== null) context.addIssue({ code: 'custom', message });
  };
}

export function pathTo(kind: 'file' | 'folder') {
  return z
    .string()
    .min(1)
    .superRefine(faulted((path) => pathFault(path, kind)));
}
