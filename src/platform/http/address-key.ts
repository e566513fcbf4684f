import { isIPv6 } from 'node:net';

/** A visitor's address as people write it: an IPv4 one without what a socket of both kinds puts before it. */
export function plainAddress(ip = ''): string {
  return ip.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
}

/** What visitors are counted by: an IPv4 address, or the /64 of an IPv6 one, which is one line's however many it uses. */
export function addressKey(ip = ''): string {
  const bare = plainAddress(ip);
  if (!isIPv6(bare)) return bare;
  const [head = '', tail = ''] = bare.toLowerCase().split('::');
  const [before, after] = [head, tail].map((half) => half.split(':').filter((group) => group !== ''));
  const missing = Array<string>(Math.max(0, 8 - before!.length - after!.length)).fill('0');
  const groups = [...before!, ...missing, ...after!].slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
