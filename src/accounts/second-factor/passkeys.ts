import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';

// The ceremonies of WebAuthn. The password has been given before, so a passkey need not tell by a finger or a PIN who holds it,
// though it is asked to.

/** Read by whoever first uses a passkey: no process waits at its start for two hundred files that few need. */
const webAuthn = () => import('@simplewebauthn/server');

/** The portal as browsers know it: a passkey of one address is good at no other. */
export interface Site {
  readonly origin: string;
  readonly rpID: string;
}

export interface KeptPasskey {
  readonly credentialId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: bigint;
  readonly transports: readonly string[];
}

/** `origin`: "https://…", without a slash at its end. */
export function siteAt(origin: string): Site {
  return { origin, rpID: new URL(origin).hostname };
}

/** What a browser needs to make a passkey, for an account that has `existing`. */
export async function additionOptions(
  { rpID }: Site,
  owner: { accountId: number; username: string; fullName: string },
  existing: readonly Pick<KeptPasskey, 'credentialId'>[],
) {
  const { generateRegistrationOptions } = await webAuthn();
  return generateRegistrationOptions({
    rpName: 'Cổng Nêu gương',
    rpID,
    userName: owner.username,
    userDisplayName: owner.fullName,
    userID: new TextEncoder().encode(`account ${owner.accountId}`),
    excludeCredentials: existing.map(({ credentialId }) => ({ id: credentialId })),
  });
}

/** The passkey that a browser says it made; undefined where it did not, for another site, or not for this `challenge`. */
export async function madePasskey(
  { origin, rpID }: Site,
  challenge: string,
  answer: string,
): Promise<KeptPasskey | undefined> {
  const { verifyRegistrationResponse } = await webAuthn();
  const verified = await attempt(() =>
    verifyRegistrationResponse({
      response: JSON.parse(answer) as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: false,
    }),
  );
  if (!verified?.verified) return undefined;
  const { id, publicKey, counter, transports = [] } = verified.registrationInfo.credential;
  return { credentialId: id, publicKey, counter: BigInt(counter), transports };
}

/** What a browser needs to ask for one of these. */
export async function askingOptions({ rpID }: Site, passkeys: readonly KeptPasskey[]) {
  const { generateAuthenticationOptions } = await webAuthn();
  return generateAuthenticationOptions({
    rpID,
    allowCredentials: passkeys.map(({ credentialId: id, transports }) => ({
      id,
      transports: [...transports],
    })),
  });
}

/**
 * The one of `passkeys` that answered, and what its counter says now; undefined where none did, or not to this `challenge` at
 * this site, or with a counter that has been there before, as a copied one has.
 */
export async function answeringPasskey<Kept extends KeptPasskey>(
  { origin, rpID }: Site,
  challenge: string,
  answer: string,
  passkeys: readonly Kept[],
): Promise<{ passkey: Kept; counter: bigint } | undefined> {
  const { verifyAuthenticationResponse } = await webAuthn();
  return attempt(async () => {
    const response = JSON.parse(answer) as AuthenticationResponseJSON;
    const passkey = passkeys.find(({ credentialId }) => credentialId === response.id);
    if (!passkey) return undefined;
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      credential: {
        id: passkey.credentialId,
        publicKey: passkey.publicKey,
        counter: Number(passkey.counter),
      },
      requireUserVerification: false,
    });
    return verified ? { passkey, counter: BigInt(authenticationInfo.newCounter) } : undefined;
  });
}

/** The package throws for whatever is not as it should be, and so does JSON. */
async function attempt<T>(verify: () => Promise<T>): Promise<T | undefined> {
  try {
    return await verify();
  } catch {
    return undefined;
  }
}
