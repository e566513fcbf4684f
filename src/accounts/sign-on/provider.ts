import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientError,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client';
import type { SignOnSettings } from '../../config.js';
import type { Begun } from './begun-routes.js';
import { scopes, type Claims } from './rules.js';

/** The other system does not answer, or not as one of its kind. */
export class Silent extends Error {}
/** What came back proves nobody. */
export class NotProven extends Error {}

/** The other system, where people sign in. */
export interface Provider {
  /** Where to send the browser, which comes back to `redirectUri`; and what it has to come back with. Throws Silent. */
  begin(redirectUri: string): Promise<{ href: string; proof: Omit<Begun, 'next'> }>;
  /** What it says of who came back to `url`. Throws Silent or NotProven. */
  finish(url: URL, begun: Begun): Promise<Claims>;
}

/** How long it is waited for, in seconds. */
const PATIENCE = 5;

/** By OpenID Connect: the code flow with PKCE, state and nonce. Nothing is asked of it before somebody comes. */
export function openProvider(settings: SignOnSettings): Provider {
  const { claim } = settings;
  const configuration = kept(() => discover(settings));
  return {
    begin: async (redirectUri) => {
      const known = await configuration();
      const proof = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
      const { href } = buildAuthorizationUrl(known, {
        redirect_uri: redirectUri,
        scope: scopes[claim],
        state: proof.state,
        nonce: proof.nonce,
        code_challenge: await calculatePKCECodeChallenge(proof.verifier),
        code_challenge_method: 'S256',
      });
      return { href, proof };
    },
    finish: async (url, begun) => {
      const known = await configuration();
      return claimsOf(known, url, begun, claim).catch((error: unknown) => {
        throw isSilence(error) ? new Silent(wordsOf(error)) : new NotProven(wordsOf(error));
      });
    },
  };
}

/** Of the token; where that does not have the claim, of what the system says of the same person when asked. */
async function claimsOf(known: Configuration, url: URL, begun: Begun, claim: string): Promise<Claims> {
  const tokens = await authorizationCodeGrant(known, url, {
    pkceCodeVerifier: begun.verifier,
    expectedState: begun.state,
    expectedNonce: begun.nonce,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims) throw new NotProven('no ID token');
  return claim in claims ? claims : fetchUserInfo(known, tokens.access_token, claims.sub);
}

function discover({ issuer, clientId, clientSecret }: SignOnSettings): Promise<Configuration> {
  // Only where the configuration lets it: never in production.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so that it stands out
  const insecure = issuer.startsWith('http:') ? [allowInsecureRequests] : [];
  const execute = [enableNonRepudiationChecks, ...insecure];
  const options = { timeout: PATIENCE, execute };
  return discovery(new URL(issuer), clientId, clientSecret, undefined, options).catch((error: unknown) => {
    throw new Silent(wordsOf(error));
  });
}

/** What was read once; where that failed, it is read anew for the next one. */
function kept<T>(read: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | undefined;
  return () => {
    known ??= read().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}

/** Whether nothing came, or nothing of its kind, rather than a refusal. */
function isSilence(error: unknown): boolean {
  if (error instanceof ClientError) return SILENCES.includes(error.code ?? '');
  return error instanceof TypeError;
}

const SILENCES = [
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
];

/** For the log: no code and no token stands in it. */
function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
