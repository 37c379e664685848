import type { Plugin } from 'esbuild';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';

const RESOLVE = /import\.meta\.resolve\(\s*(['"])([^'"]+)\1,?\s*\)/g;

/**
 * Data that a package brings as a file (a font, a table) is found from source by `import.meta.resolve('package/file')`. In a bundle there is
 * no package: the file is copied beside the bundle and the expression names the copy.
 *
 * @param assetsDir where the copies go; `./assets/` seen from the bundle
 */
export function packageAssets(assetsDir: string): Plugin {
  return {
    name: 'package-assets',
    setup(build) {
      build.onLoad({ filter: /\.m?[jt]s$/ }, async ({ path }) => {
        if (path.includes('/node_modules/')) return undefined;
        const source = await readFile(path, 'utf8');
        const found = [...source.matchAll(RESOLVE)];
        if (found.length === 0) return undefined;
        await mkdir(assetsDir, { recursive: true });
        const require = createRequire(path);
        for (const [, , specifier] of found) {
          if (specifier) await copyFile(require.resolve(specifier), join(assetsDir, basename(specifier)));
        }
        return {
          loader: 'ts',
          contents: source.replace(
            RESOLVE,
            (_match, _quote, specifier: string) =>
              `new URL(${JSON.stringify(`./assets/${basename(specifier)}`)}, import.meta.url).href`,
          ),
        };
      });
    },
  };
}
