import { describe, expect, it } from '@jest/globals';
import { mayHave } from './permission.ts';

const ours = { permission: 'media', requester: 'app://mado/', isMainFrame: true, media: ['audio', 'video'] };

describe('permissions', () => {
  it('are camera and microphone for the own page', () => {
    expect(mayHave(ours)).toBe(true);
    expect(mayHave({ ...ours, media: ['audio'] })).toBe(true);
    // A page that lists its devices is checked for no kind.
    expect(mayHave({ ...ours, media: [] })).toBe(true);
  });

  it('are not for anybody else, nor for a frame inside', () => {
    expect(mayHave({ ...ours, requester: 'https://example.com/' })).toBe(false);
    expect(mayHave({ ...ours, requester: 'app://mado.example/' })).toBe(false);
    expect(mayHave({ ...ours, requester: '' })).toBe(false);
    expect(mayHave({ ...ours, isMainFrame: false })).toBe(false);
  });

  it.each([
    ...[
      'geolocation',
      'notifications',
      'midi',
      'midiSysex',
      'clipboard-read',
      'clipboard-sanitized-write',
      'fullscreen',
    ],
    ...['display-capture', 'openExternal', 'hid', 'usb', 'serial', 'pointerLock', 'speaker-selection', 'unknown'],
  ])('are not %s', (permission) => {
    expect(mayHave({ ...ours, permission })).toBe(false);
  });

  it('are not a kind of media that is neither seen nor heard', () => {
    expect(mayHave({ ...ours, media: ['audio', 'screen'] })).toBe(false);
  });
});
