import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { afterAll } from 'vitest';

/** What the provider knows of a person. */
export type Person = Readonly<Record<string, string | boolean>> & { readonly sub: string };

interface IdentityProvider {
  readonly issuer: string;
  readonly client: { readonly clientId: string; readonly clientSecret: string };
  /** Goes where a portal sends a browser, signs in there as `person`, and answers with where the browser is sent back. */
  signIn(href: string, person: Person): Promise<string>;
}

/** A real provider of OpenID Connect on a port of its own, for a portal to which it sends people back at `redirectUri`. Call it outside of tests. */
export async function startIdentityProvider(redirectUri: string): Promise<IdentityProvider> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { clientId: 'cong-neu-guong', clientSecret: 'secret of the portal at the provider' };
  const people = new Map<string, Person>();
  let next = '';
  const provider = providerOf(issuer, client, redirectUri, people);
  server.on('request', (req, res) => {
    if (req.url?.startsWith('/interaction/')) void agree(provider, next, req, res);
    else void provider.callback()(req, res);
  });
  return {
    issuer,
    client,
    signIn: (href, person) => {
      people.set(person.sub, person);
      next = person.sub;
      return walk(href, issuer);
    },
  };
}

function providerOf(
  issuer: string,
  client: IdentityProvider['client'],
  redirectUri: string,
  people: ReadonlyMap<string, Person>,
): Provider {
  return new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: [redirectUri],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['preferred_username'] },
    pkce: { required: () => true },
    cookies: { keys: ['only for tests'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => people.get(sub) ?? { sub } }),
  });
}

/** Where a person would type a password and agree. */
async function agree(provider: Provider, accountId: string, req: IncomingMessage, res: ServerResponse) {
  const { params } = await provider.interactionDetails(req, res);
  const grant = new provider.Grant({ accountId, clientId: String(params['client_id']) });
  grant.addOIDCScope(String(params['scope']));
  const grantId = await grant.save();
  await provider.interactionFinished(req, res, { login: { accountId }, consent: { grantId } });
}

/** Follows redirects, with cookies, as long as they lead about at the provider. */
async function walk(href: string, issuer: string): Promise<string> {
  const cookies = new Map<string, string>();
  let at = href;
  while (at.startsWith(issuer)) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`the provider answered ${answer.status}: ${await answer.text()}`);
    at = new URL(location, at).href;
  }
  return at;
}
