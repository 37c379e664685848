// Type-checks every room that has a tsconfig.json, two at a time, and prints what fails.
// Usage: node scripts/lib/typecheck.mjs [PART OF A PATH...]
import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);
const only = process.argv.slice(2);
const rooms = globSync('{apps,packages}/**/tsconfig.json', { exclude: (path) => path.includes('node_modules') })
  .concat(['e2e/tsconfig.json', 'scripts/tsconfig.json'])
  .filter((room) => only.length === 0 || only.some((part) => room.includes(part)));
let failed = 0;

async function next() {
  for (let room = rooms.shift(); room; room = rooms.shift()) {
    try {
      await run('node_modules/.bin/tsc', ['-p', room], { maxBuffer: 1 << 26 });
    } catch (error) {
      failed += 1;
      const { stdout = '', stderr = '' } = /** @type {{ stdout?: string, stderr?: string }} */ (error);
      console.error(`${room}\n${stdout}${stderr}`);
    }
  }
}
await Promise.all([next(), next()]);
console.log(failed === 0 ? 'types: every room is sound' : `types: ${failed} rooms with errors`);
process.exitCode = failed === 0 ? 0 : 1;
