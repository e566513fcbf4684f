import { connect, type PeerCertificate } from 'node:tls';

/** What the address of the portal shows to browsers. `validUntil`: null where it was not seen, and `problem` says why. */
export interface Certificate {
  readonly validUntil: Date | null;
  readonly problem: string;
}

/** In ms */
const PATIENCE = 5000;

/** Looks at the certificate of an https address; undefined for any other. Never throws; answers within PATIENCE. */
export async function certificateOf(publicUrl: string | undefined): Promise<Certificate | undefined> {
  if (!publicUrl?.startsWith('https:')) return undefined;
  const { hostname, port } = new URL(publicUrl);
  const certificate = await seen(hostname, Number(port || 443));
  looks.set(publicUrl, certificate);
  return certificate;
}

/** What was seen the last time, for pages, which wait for no other machine. */
export function lastSeen(publicUrl: string | undefined): Certificate | undefined {
  return looks.get(publicUrl ?? '');
}
const looks = new Map<string, Certificate>();

function seen(host: string, port: number): Promise<Certificate> {
  return new Promise((resolve) => {
    // Until when it is valid is asked here, not by whom it was signed: an office may have a signer of its own.
    const socket = connect({ host, port, servername: host, rejectUnauthorized: false }, () => {
      const certificate: Partial<PeerCertificate> = socket.getPeerCertificate();
      const validUntil = new Date(certificate.valid_to ?? '');
      end({ validUntil: Number.isNaN(validUntil.getTime()) ? null : validUntil, problem: '' });
    });
    const end = (certificate: Certificate) => {
      socket.destroy();
      resolve(certificate);
    };
    socket.setTimeout(PATIENCE, () => {
      end({ validUntil: null, problem: 'không trả lời kịp' });
    });
    socket.on('error', ({ message }: Error) => {
      end({ validUntil: null, problem: message });
    });
  });
}
