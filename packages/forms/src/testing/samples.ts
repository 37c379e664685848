import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const SampleFile = z.strictObject({
  format: z.literal(1),
  samples: z.array(
    z.strictObject({ id: z.string(), label: z.string(), values: z.record(z.string(), z.string().max(2000)) }),
  ),
});
export type Sample = z.infer<typeof SampleFile>['samples'][number];

/** The day on which the samples are filled in. */
export const SAMPLE_DAY = { year: 2026, month: 11, day: 23 } as const;

/** The invented people of a city's `samples.json`: usual ones and those with the longest and rarest names. */
export async function readSamples(cityDir: string): Promise<Sample[]> {
  return SampleFile.parse(JSON.parse(await readFile(join(cityDir, 'samples.json'), 'utf8'))).samples;
}
