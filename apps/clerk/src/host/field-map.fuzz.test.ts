import { beforeAll, expect, it } from '@jest/globals';
import type { FuzzedParser } from '@mado/e2ee/testing';
import { fuzz, fuzzRun } from '@mado/e2ee/testing';
import {
  bundledMincho,
  fill,
  type FillOptions,
  loadFonts,
  loadFormSet,
  readTemplate,
  systemIpamjMincho,
  TemplateError,
} from '@mado/forms';
import { TemplateMap } from '@mado/forms/map';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const city = join(import.meta.dirname, '../../../../procedures/sample-city');
const SOURCE = 'plan-viewing';
/** What each map would be filled with: a value for every kind of field, and one that no font has. */
const VALUES = {
  'application.date': '2026-11-27',
  'applicant.name': '髙橋\u{E0101}𠮷田 \u{10FFFD}',
  'applicant.postal': '123-4567',
};

/** What a value of a map is put in place of: ends of ranges, other types, names that objects have anyway, expressions that end too early. */
const STRANGE: readonly unknown[] = [
  -1,
  0,
  1e-9,
  1e9,
  841,
  Number.MAX_VALUE,
  true,
  null,
  '',
  ' ',
  '\0',
  'constructor',
  '__proto__',
  'applicant.name + ',
  '((((((((',
  `${'applicant.name + '.repeat(200)}applicant.name`,
  'age(applicant.birthday)',
  'あ'.repeat(5_000),
  '\u{10FFFD}',
  [],
  {},
  [[]],
];

let maps: FuzzedParser[];
let taken = 0;

/** The map with some of its values changed: two bytes choose one, and what it becomes; the third, when odd, takes it away. */
function strangeMap(map: unknown, bytes: Uint8Array): string {
  const changed: unknown = structuredClone(map);
  for (let at = 0; at + 2 < Math.min(bytes.length, 12); at += 3) {
    const [place = 0, what = 0, away = 0] = bytes.subarray(at, at + 3);
    const leaves = leavesOf(changed);
    const leaf = leaves[(place * 7 + what) % leaves.length];
    if (leaf === undefined) break;
    if (away % 8 === 1) Reflect.deleteProperty(leaf.of, leaf.key);
    else Reflect.set(leaf.of, leaf.key, structuredClone(STRANGE[what % STRANGE.length]));
  }
  return JSON.stringify(changed);
}

function leavesOf(value: unknown): { of: object; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [{ of: value, key }, ...leavesOf(inner)]);
}

/** Field maps come from the server, which has them from whoever edits templates: one field of each kind, and the whole. */
beforeAll(async () => {
  const { catalogue } = await loadFormSet(city);
  const folder = join(city, 'templates', SOURCE);
  const pdf = new Uint8Array(await readFile(join(folder, 'form.pdf')));
  const whole = TemplateMap.parse(JSON.parse(await readFile(join(folder, 'template.json'), 'utf8')));
  const kinds = new Map(whole.fields.map((field) => [field.kind, field]));
  const samples = [...kinds.values()].map((field) => ({ ...whole, fields: [field], required: [], byHand: [] }));
  const fonts = await loadFonts({ main: bundledMincho(), fallbacks: [systemIpamjMincho] });
  const options: FillOptions = { fonts, today: { year: 2026, month: 11, day: 27 }, markByHand: true };
  const take = async (map: string) => {
    const template = await readTemplate(map, pdf, catalogue).catch((error: unknown) => {
      if (error instanceof TemplateError) return null;
      throw error;
    });
    if (template === null) return;
    taken += 1;
    // What is taken can be filled, so that no clerk meets the fault before a citizen.
    await fill(template, VALUES, options);
  };
  maps = [
    {
      name: 'field maps, by their bytes',
      samples: [whole, ...samples].map((map) => new TextEncoder().encode(JSON.stringify(map))),
      weight: 1,
      read: (bytes) => take(new TextDecoder().decode(bytes)),
    },
    {
      name: 'field maps, by their values',
      samples: [new Uint8Array(3), Uint8Array.from({ length: 12 }, (_, at) => at * 41)],
      weight: 1,
      read: async (bytes) => {
        for (const map of [whole, ...samples]) await take(strangeMap(map, bytes));
      },
    },
  ];
});

it('every field map is refused by name or can be filled, whatever comes', async () => {
  const { seed, inputs } = fuzzRun(150);
  process.stdout.write(`fuzzing field maps: MADO_FUZZ_SEED=${seed} MADO_FUZZ_INPUTS=${inputs}\n`);
  const tried = await fuzz(maps, { seed, inputs });
  expect(Object.values(tried).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(inputs);
  // Else nothing behind the schema was tried.
  expect(taken).toBeGreaterThan(inputs / 20);
}, 3_600_000);
