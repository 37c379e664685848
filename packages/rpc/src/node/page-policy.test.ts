import { describe, expect, it } from '@jest/globals';
import { contentSecurityPolicy, socketOrigin } from './page-policy.ts';

describe('the page policy', () => {
  it('allows its own files and the named servers, nothing inline and nothing evaluated', () => {
    const policy = contentSecurityPolicy({
      sockets: ['wss://city.example:8443/v1/signaling', 'ws://127.0.0.1:4000/rpc'],
    });
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "connect-src 'self' wss://city.example:8443 https://city.example:8443 ws://127.0.0.1:4000",
        "frame-ancestors 'none'",
      ]),
    );
    expect(policy).not.toMatch(/'unsafe-inline'|'unsafe-eval'|\*/);
  });

  it('lets no text slip in through an address', () => {
    expect(socketOrigin('wss://city.example/a; script-src *')).toBe('wss://city.example');
    expect(() => socketOrigin('https://city.example')).toThrow('not the address of a WebSocket');
    expect(() => socketOrigin("wss://a.example; script-src 'unsafe-inline'")).toThrow();
    expect(() => socketOrigin('*')).toThrow();
  });
});
