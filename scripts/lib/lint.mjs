// Lints everything, a few rooms at a time in a process of their own (one for all would need more memory than Node gives
// it), two processes at once, and prints what they find. Usage: node scripts/lib/lint.mjs
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';

/** Packages that share a process. */
const TOGETHER = 3;

const rooms = (/** @type {string} */ folder) => readdirSync(folder).map((name) => `${folder}/${name}`);
const packages = rooms('packages');
const parts = [
  ...rooms('apps').map((room) => [room]),
  ...packages.flatMap((_, at) => (at % TOGETHER === 0 ? [packages.slice(at, at + TOGETHER)] : [])),
  readdirSync('.').filter((name) => !['apps', 'packages', 'node_modules'].includes(name) && !name.startsWith('.')),
];
let failed = 0;

async function next() {
  for (let part = parts.shift(); part; part = parts.shift()) {
    const args = ['--max-warnings', '0', '--no-error-on-unmatched-pattern', '--no-warn-ignored', ...part];
    const eslint = spawn('node', ['node_modules/eslint/bin/eslint.js', ...args], { stdio: 'inherit' });
    const code = await new Promise((resolve) => eslint.once('exit', resolve));
    if (code !== 0) failed += 1;
  }
}
await Promise.all([next(), next()]);
console.log(failed === 0 ? 'lint: nothing to mend' : `lint: ${failed} parts with findings`);
process.exitCode = failed === 0 ? 0 : 1;
