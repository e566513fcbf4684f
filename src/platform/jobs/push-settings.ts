import { createECDH } from 'node:crypto';
import type { Config } from '../../config.js';

/** By what push services know this portal (VAPID, RFC 8292); the keys are base64url. */
export interface PushSettings {
  readonly publicKey: string;
  readonly privateKey: string;
  /** Whom a push service writes to: "mailto:…" or "https://…". */
  readonly subject: string;
  /** Beside the known push services. */
  readonly hosts: readonly string[];
}

/** Undefined where nothing can be pushed: browsers take it from https and from the own machine alone. */
export function pushSettings({ publicUrl, pushSecret, pushHosts, mail }: Config): PushSettings | undefined {
  if (!publicUrl || !pushSecret || !isSecurePlace(new URL(publicUrl))) return undefined;
  const keys = createECDH('prime256v1');
  keys.setPrivateKey(pushSecret, 'hex');
  return {
    publicKey: keys.getPublicKey('base64url'),
    privateKey: keys.getPrivateKey('base64url'),
    subject: mail ? `mailto:${mail.from.address}` : publicUrl.replace(/^http:/, 'https:'),
    hosts: pushHosts,
  };
}

/**
 * Whether that is the address of a push service. The portal sends to where a browser tells it, so a browser must not tell it
 * of anything else, such as a machine beside the portal.
 */
export function isPushAddress(text: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  if (hosts.includes(url.hostname)) return isSecurePlace(url);
  return url.protocol === 'https:' && url.port === '' && SERVICES.test(url.hostname);
}

/** Chrome, Edge on a telephone and others; Firefox; Safari; Edge on Windows. */
const SERVICES =
  /^(?:fcm\.googleapis\.com|updates\.push\.services\.mozilla\.com|[\w.-]+\.push\.apple\.com|[\w.-]+\.notify\.windows\.com)$/;

function isSecurePlace({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && OWN_MACHINE.includes(hostname));
}

const OWN_MACHINE = ['localhost', '127.0.0.1'];
