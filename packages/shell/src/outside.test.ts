import { expect, it } from '@jest/globals';
import { mayOpenOutside } from './outside.ts';

const ours = 'https://ninsho.city.example';

it("opens the city's sign-in page in the system's browser, and no other address", () => {
  expect(mayOpenOutside(`${ours}/auth?client_id=mado`, ours)).toBe(true);
  expect(mayOpenOutside(`${ours}/auth`, `${ours}/realms/city`)).toBe(true);
  for (const address of [
    'https://ninsho.city.example.evil.example/',
    'https://ninsho.city.example:8443/',
    'https://clerk@ninsho.city.example/',
    'http://ninsho.city.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'not an address',
  ]) {
    expect([address, mayOpenOutside(address, ours)]).toEqual([address, false]);
  }
});

it('opens nothing where no sign-in page is named', () => {
  expect(mayOpenOutside(`${ours}/auth`, undefined)).toBe(false);
});
