import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Node's own search for an installed package: `node_modules` of every folder upwards from `from`. */
export function findPackage(name: string, from: string): string | undefined {
  for (let dir = from; ; dir = dirname(dir)) {
    const path = join(dir, 'node_modules', name);
    if (existsSync(path)) return path;
    if (dirname(dir) === dir) return undefined;
  }
}
