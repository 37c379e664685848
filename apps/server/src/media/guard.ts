import { Refusal } from '../wire/refusal.ts';

/**
 * mediasoup throws TypeError and UnsupportedError for parameters that it cannot use; these come from the client. Any
 * other failure of a room that closed meanwhile is that closing.
 */
export async function guarded<T>(act: () => Promise<T>, closed: () => boolean): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (closed()) throw new Refusal('media-unavailable', 'the media of this session was closed');
    const name = error instanceof Error ? error.name : '';
    if (name === 'TypeError' || name === 'UnsupportedError')
      throw new Refusal('malformed', 'media parameters do not fit');
    if (name === 'InvalidStateError' || name === 'NotFoundError')
      throw new Refusal('not-found', 'it was closed meanwhile');
    throw error;
  }
}
