/**
 * Draws the sample city's forms and writes each with its field map, all of them or those that are named:
 *
 *     node packages/forms/tools/draw.ts procedures/sample-city/templates [ID…]
 */
import { join, resolve } from 'node:path';
import { forms } from './forms/index.ts';
import { draw } from './layout.ts';

const [folder, ...ids] = process.argv.slice(2);
if (folder === undefined) throw new Error('name the folder of the templates');
const unknown = ids.find((id) => !forms.some(({ heading }) => heading.id === id));
if (unknown !== undefined) throw new Error(`no form is called ${unknown}`);
for (const form of forms) {
  const { id } = form.heading;
  if (ids.length === 0 || ids.includes(id)) await draw(form).write(join(resolve(folder), id));
}
