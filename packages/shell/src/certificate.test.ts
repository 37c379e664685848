import { describe, expect, it } from '@jest/globals';
import { ACCEPT, AS_CHROMIUM_SAYS, publicKeyPin, verifyCertificate } from './certificate.ts';

/** A certificate that a development server made for itself; its key exists nowhere. The pin is OpenSSL's. */
const pem = `-----BEGIN CERTIFICATE-----
MIIBgDCCASWgAwIBAgIUXAlsl8aITlUE2519MM1BFt9hPewwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzA4MDY0MloYDzIxMjYxMDMw
MDgwNjQyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQ/UKZr4ZfW5nQLWkjbU9AT5VHMXeqCVfmFD4zJd8cBYU8ZrEdZi2kc
psPeqxx0422vPAkgfnKDDFAYDG/WfETWo1MwUTAdBgNVHQ4EFgQUUMKVdVKrZ1ln
dpYQ6Ldv7kN/DSIwHwYDVR0jBBgwFoAUUMKVdVKrZ1lndpYQ6Ldv7kN/DSIwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAqtR3+O0Q+DJ12MRUbp/e
TFpVWQWeJ9kE95PyuQrepHcCIQDoCGieKIUIvunBNWtXxlco7pUnOiOWb3D+qWkv
O9rJ0g==
-----END CERTIFICATE-----
`;
const pin = 'ZwQLnRHKTimCuQ1rHYEgkY/G+vsNyP4uYNRG165yCoM=';

describe("a server's certificate", () => {
  it('has the pin that OpenSSL computes', () => {
    expect(publicKeyPin(pem)).toBe(pin);
  });

  it('is judged by the system, in an installed app by the system alone', () => {
    expect(verifyCertificate({ verdict: 'net::OK', pem }, [])).toBe(AS_CHROMIUM_SAYS);
    expect(verifyCertificate({ verdict: 'net::ERR_CERT_AUTHORITY_INVALID', pem }, [])).toBe(AS_CHROMIUM_SAYS);
  });

  it('may be one that nobody vouches for when its key is pinned', () => {
    const question = { verdict: 'net::ERR_CERT_AUTHORITY_INVALID', pem };
    expect(verifyCertificate(question, [pin])).toBe(ACCEPT);
    expect(verifyCertificate(question, ['x'.repeat(43) + '='])).toBe(AS_CHROMIUM_SAYS);
  });

  it.each(['net::ERR_CERT_DATE_INVALID', 'net::ERR_CERT_COMMON_NAME_INVALID', 'net::ERR_CERT_REVOKED'])(
    'is not saved from %s by a pin',
    (verdict) => expect(verifyCertificate({ verdict, pem }, [pin])).toBe(AS_CHROMIUM_SAYS),
  );
});
