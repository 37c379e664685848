import '@mado/ui/styles.css';
import '@mado/enrolment-ui/styles.css';
import './styles/index.css';
import FrameWorker from '@mado/e2ee/frame-worker?worker';
import { inspectInWorker } from '@mado/inspection';
import InspectionWorker from '@mado/inspection/worker?worker';
import { EnrolmentDesk } from '@mado/enrolment-ui';
import { connectHost, isHostGone, untilAnswered } from '@mado/rpc';
import { ClerkClient, DeviceId, knockFirst, openWebSocket } from '@mado/signaling';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { clerkContract } from '../contract/index.ts';
import { App } from './app.tsx';
import { Clerk } from './edge/clerk.ts';
import { windowToken } from './edge/window-token.ts';

// The page's policy forbids evaluated code, which zod would otherwise try.
z.config({ jitless: true });

async function begin(): Promise<void> {
  const root = document.getElementById('clerk');
  if (root === null) throw new Error('the page has no place for the screen');
  const host = connectHost(clerkContract);
  const profile = await untilAnswered(() => host.call('profile', {}));
  const inspect = inspectInWorker(() => new InspectionWorker());
  const client = new ClerkClient({
    url: profile.serverUrl,
    deviceId: DeviceId.parse(profile.deviceId),
    app: { name: 'mado-clerk', version: profile.version },
    forceTcp: profile.forceTcp,
    prove: async (nonce) => {
      const { proof, certificate } = await host.call('prove', { nonce });
      return { proof: new Uint8Array(proof), certificate: new Uint8Array(certificate) };
    },
    openSocket: knockFirst(openWebSocket, async (withinMs) => {
      const { answered } = await host.call('server.knock', { withinMs }, { deadlineMs: withinMs + 500 });
      return answered;
    }),
    identity: {
      load: async () => (await host.call('identity', {})).identity,
      speak: async (bytes) => (await host.call('identity.speak', { bytes })).signature,
      keepRevocations: async (list) => {
        await host.call('identity.revocations', { list });
      },
      keepCertificate: async (certificate) => {
        await host.call('identity.renewal', { certificate });
        await enrolment.renewed();
      },
    },
    safe: {
      keep: async (sessionId, keys) => {
        await host.call('session.keys.keep', { sessionId, keys });
      },
      recall: async (sessionId) => (await host.call('session.keys.recall', { sessionId })).keys,
      forget: async (sessionId) => {
        await host.call('session.keys.forget', { sessionId });
      },
    },
    tokens: windowToken(sessionStorage),
    openFrameWorker: () => new FrameWorker(),
    inspect,
  });
  const enrolment = new EnrolmentDesk({
    host,
    serverUrl: profile.serverUrl,
    // A page that starts anew holds nothing of before.
    begin: () => location.reload(),
    onFault: (error) => {
      // It comes back by itself, and the screen says meanwhile that it is away.
      if (!isHostGone(error)) reportError(error);
    },
  });
  const clerk = new Clerk(host, client, inspect, enrolment);
  clerk.start();
  createRoot(root).render(<App clerk={clerk} />);
}

// A file that is dropped beside the papers would take this page's place.
for (const type of ['dragover', 'drop']) document.addEventListener(type, (event) => event.preventDefault());
await begin();
