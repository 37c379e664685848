import { describe, expect, it } from '@jest/globals';
import { mayRequest } from './request.ts';

const server = 'wss://city.example:8443';

describe('a request of the window', () => {
  it.each([
    'app://mado/',
    'app://mado/assets/a.js',
    'blob:app://mado/0f1e',
    'data:image/png;base64,AA==',
    'wss://city.example:8443/v1/signaling',
    'https://city.example:8443/v1/tray/p/0',
  ])('may go to %s', (address) => expect(mayRequest(address, server, false)).toBe(true));

  it.each([
    'https://city.example/',
    'http://city.example:8443/',
    'wss://city.example/v1/signaling',
    'wss://city.example.evil:8443/',
    'ws://city.example:8443/',
    'http://127.0.0.1/',
    'https://example.com/',
    'file:///etc/passwd',
    'app://other/',
    'blob:https://example.com/0f1e',
    'devtools://devtools/bundled/x.js',
    'chrome://gpu',
    'nonsense',
  ])('may not go to %s', (address) => expect(mayRequest(address, server, false)).toBe(false));

  it('may be for the developer tools where they exist', () => {
    expect(mayRequest('devtools://devtools/bundled/x.js', server, true)).toBe(true);
  });
});
