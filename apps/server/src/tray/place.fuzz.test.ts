import { expect, it } from '@jest/globals';
import type { FuzzedParser } from '@mado/e2ee/testing';
import { fuzz, fuzzRun } from '@mado/e2ee/testing';
import { Refusal } from '../wire/refusal.ts';
import { readChunkPlace, readParcelPlace, readPlace, readToken } from './place.ts';

const owner = 'a2d0f6f0-0c1e-4d5c-9f0e-6f4f0f9a1b2c';
const parcel = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const token = 'A'.repeat(43);

/** A header holds any byte but the line's end; Node's HTTP parser gives it as Latin-1. */
const header = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\r\n\0]/g, '');
const bytesOf = (text: string) => new TextEncoder().encode(text);

function parser(name: string, samples: readonly string[], read: (text: string) => string): FuzzedParser {
  return {
    name,
    samples: samples.map(bytesOf),
    weight: 1,
    read: (bytes) => {
      const text = header(bytes);
      try {
        if (read(text) !== text) throw new Error('taken as something else');
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    },
  };
}

const places = [`${owner}/${parcel}`, `${owner}/${parcel}/0`, `${owner}/${parcel}/17`];
const PARSERS = [
  parser('places of parcels', places, (text) => readParcelPlace(text).join('/')),
  parser('places of chunks', places, (text) => readChunkPlace(text).join('/')),
  parser('places', places, (text) => readPlace(text).join('/')),
  parser('tokens', [`Bearer ${token}`], (text) => `Bearer ${readToken(text)}`),
];

it('takes the samples', () => {
  expect(readParcelPlace(places[0])).toEqual([owner, parcel]);
  expect(readChunkPlace(places[2])).toEqual([owner, parcel, 17]);
  expect(readToken(`Bearer ${token}`)).toBe(token);
});

it('no header of the tray breaks anything or is taken as another one, whatever comes', async () => {
  const run = fuzzRun();
  process.stdout.write(`fuzzing the headers of the tray: MADO_FUZZ_SEED=${run.seed} MADO_FUZZ_INPUTS=${run.inputs}\n`);
  const tried = await fuzz(PARSERS, run);
  expect(Object.values(tried).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(run.inputs);
}, 3_600_000);
