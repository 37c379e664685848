import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findUiFile, pageHeaders, socketOrigin } from '@mado/rpc/node';
import { app, protocol, shell, type Session, type WebContents } from 'electron';
import { verifyCertificate } from '../certificate.ts';
import { maySave } from '../download.ts';
import { leadsOutOfKiosk } from '../kiosk-keys.ts';
import { log } from '../log.ts';
import { APP_SCHEME, isOwnAddress, isOwnPage } from '../page.ts';
import { mayOpenOutside } from '../outside.ts';
import { mayHave } from '../permission.ts';
import { mayRequest } from '../request.ts';

/** Makes `app://` a scheme like https: with an origin, with fetch, in a secure context. Before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Without a title the dialogue would be called by the address of the page's bytes. */
const SAVE_TITLE = '保存する場所';

export interface SessionPolicy {
  readonly uiDir: string;
  /** `wss://host:port/v1/signaling` */
  readonly serverUrl: string;
  /** Pins that development accepts; none in an installed app. */
  readonly pinnedKeys: readonly string[];
  readonly kiosk: boolean;
}

/** Puts every rule of a session in place: its files, its permissions, its network, its certificates. */
export function hardenSession(session: Session, policy: SessionPolicy): void {
  session.protocol.handle(APP_SCHEME, (request) => serveFile(request, policy));
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const { requestingUrl: requester, isMainFrame } = details;
    const granted = mayHave({ permission, requester, isMainFrame, media });
    if (!granted) log('warn', 'permission refused', { permission });
    callback(granted);
  });
  session.setPermissionCheckHandler((_contents, permission, requester, details) =>
    mayHave({
      permission,
      requester,
      isMainFrame: details.isMainFrame,
      media: details.mediaType === undefined ? [] : [details.mediaType],
    }),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback({}));
  const serverOrigin = socketOrigin(policy.serverUrl);
  session.webRequest.onBeforeRequest(({ url }, callback) => {
    const allowed = mayRequest(url, serverOrigin, !app.isPackaged);
    if (!allowed) log('warn', 'request refused', { scheme: url.split(':', 1)[0] });
    callback({ cancel: !allowed });
  });
  session.setCertificateVerifyProc(({ verificationResult, certificate }, callback) =>
    callback(verifyCertificate({ verdict: verificationResult, pem: certificate.data }, policy.pinnedKeys)),
  );
  // What may be saved goes where the person says, in the system's own dialogue.
  session.on('will-download', (event, item) => {
    if (maySave(item.getURL(), policy.kiosk)) {
      const defaultPath = join(app.getPath('downloads'), item.getFilename());
      item.setSaveDialogOptions({ title: SAVE_TITLE, defaultPath });
      return;
    }
    log('warn', 'download refused');
    event.preventDefault();
  });
  session.setSpellCheckerEnabled(false);
}

async function serveFile(request: Request, policy: SessionPolicy): Promise<Response> {
  const headers = pageHeaders({ sockets: [policy.serverUrl] });
  if (request.method !== 'GET' || !isOwnAddress(request.url)) return new Response(null, { status: 405, headers });
  const file = await findUiFile(policy.uiDir, new URL(request.url).pathname);
  if (!file) return new Response(null, { status: 404, headers });
  return new Response(await readFile(file.path), {
    headers: { ...headers, 'Content-Type': file.type, 'Content-Length': String(file.size) },
  });
}

/** The rules of every web contents that this process will ever have, whoever makes it. */
export function hardenContents(contents: WebContents, kiosk: boolean, signInOrigin?: string): void {
  contents.setWindowOpenHandler(({ url }) => {
    // Never a window of ours: the provider's page sees none of what is here.
    if (!kiosk && mayOpenOutside(url, signInOrigin)) {
      shell.openExternal(url).catch(() => log('warn', 'the browser did not open'));
    } else log('warn', 'window refused');
    return { action: 'deny' };
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOwnPage(event.url)) {
      log('warn', 'navigation refused');
      event.preventDefault();
    }
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('before-input-event', (event, input) => {
    if (kiosk && leadsOutOfKiosk(input)) event.preventDefault();
  });
}
