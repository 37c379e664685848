// What `forms-memory.ts` measures: fills the forms of the condolence desk again and again, and says how many megabytes the process took at most.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { clearAfterLoading } from '../../apps/clerk/src/host/thrift.ts';
import { fill, loadFonts, loadFormSet, systemIpamjMincho } from '../../packages/forms/src/index.ts';

/** As long as it takes until no more is needed: what a filling leaves behind is cleared away again and again. */
const ROUNDS = 48;
const Samples = z.object({
  samples: z.array(z.object({ id: z.string(), values: z.record(z.string(), z.string()) })),
});

const [city, main] = process.argv.slice(2);
if (city === undefined || main === undefined) throw new Error('name the city and the main font');
const { samples } = Samples.parse(JSON.parse(await readFile(join(city, 'samples.json'), 'utf8')));
const fonts = await loadFonts({ main, fallbacks: [systemIpamjMincho] });
const { templates } = await loadFormSet(city);
clearAfterLoading();
const six = templates.filter(({ map }) => map.procedures.includes('okuyami'));
for (let round = 0; round < ROUNDS; round += 1) {
  const { values } = samples[round % samples.length] ?? { values: {} };
  for (const template of six) await fill(template, values, { fonts, today: { year: 2026, month: 11, day: 23 } });
}
// The system counts in units of 1024 bytes.
console.log(process.resourceUsage().maxRSS / 1024);
