import type { RemoteFace } from '@mado/signaling';
import type { KioskState } from '../state/kiosk-state.ts';
import { personStream } from './pictures.ts';

/** A face for every clerk of the sample's call. */
export function sampleFaces({ screen }: KioskState): readonly RemoteFace[] {
  if (screen.name !== 'call') return [];
  return screen.call.session.participants
    .filter(({ role }) => role === 'clerk')
    .map(({ id }, at) => ({
      participantId: id,
      stream: personStream(at === 0 ? 'clerk' : 'colleague'),
      seen: true,
      here: true,
    }));
}
