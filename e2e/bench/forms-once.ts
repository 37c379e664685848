// Fills one form and ends: what `scripts/bench forms` starts to measure a first filling. Says how many milliseconds the filling took.
import '../../apps/clerk/src/host/grow-sparingly.ts';
import { writeFile } from 'node:fs/promises';
import { fill } from '../../packages/forms/src/index.ts';
import { FORM, openForms, sampleValues } from './forms-sample.ts';

const [target] = process.argv.slice(2);
if (target === undefined) throw new Error('name the file to write');
const values = await sampleValues();
const { fonts, forms, today } = await openForms();
const template = forms.templates.find(({ map }) => map.id === FORM);
if (!template) throw new Error(`the sample city has no ${FORM}`);
const from = performance.now();
const { pdf } = await fill(template, values, { fonts, today });
const ms = performance.now() - from;
await writeFile(target, pdf);
console.log(ms);
