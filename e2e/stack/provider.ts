import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

const CALLBACK_PATH = '/v1/people/provider/callback';
const SECRET = 'invented-secret-of-the-client';

/** The city's OpenID Connect provider on loopback, and how the server is told of it. */
export interface StackProvider {
  /** `people.provider` of the server's configuration. */
  readonly configured: Readonly<Record<string, string>>;
  /** The port that the server has to have: the provider sends browsers back there. */
  readonly port: number;
  close(): Promise<void>;
}

export async function startProvider(dir: string): Promise<StackProvider> {
  const port = await freePort();
  const publicUrl = `https://127.0.0.1:${port}`;
  // Loaded by those who want one: it is large.
  const { CityProvider } = await import('../../apps/server/src/testing/oidc.ts');
  const city = await CityProvider.start({ id: 'mado', secret: SECRET, callback: `${publicUrl}${CALLBACK_PATH}` });
  const clientSecretFile = join(dir, 'provider-secret');
  await writeFile(clientSecretFile, `${SECRET}\n`, { mode: 0o600 });
  return {
    configured: { issuer: city.issuer, clientId: 'mado', clientSecretFile, publicUrl },
    port,
    close: () => city.close(),
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
