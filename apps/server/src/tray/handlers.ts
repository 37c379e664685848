import { methods } from '@mado/signaling/wire';
import { ANYBODY, route } from '../wire/route.ts';
import type { TrayRoom } from './tray.ts';

/** The tray's one method of the wire: the key to what lies under HTTPS. */
export function trayWireRoutes({ tray }: { readonly tray: TrayRoom }) {
  return {
    'tray.open': route(methods['tray.open'], ANYBODY, (line, { sessionId }) => tray.open(line.device.id, sessionId)),
  };
}
