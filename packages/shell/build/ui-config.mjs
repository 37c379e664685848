import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * Every browser that this runs in reads WOFF 2; the older copies would only make the installer larger.
 * @returns {import('vite').Plugin}
 */
function modernFontsOnly() {
  return {
    name: 'modern-fonts-only',
    generateBundle(_options, bundle) {
      for (const [name, output] of Object.entries(bundle)) {
        if (name.endsWith('.woff')) Reflect.deleteProperty(bundle, name);
        if (output.type === 'asset' && name.endsWith('.css')) {
          const css = typeof output.source === 'string' ? output.source : new TextDecoder().decode(output.source);
          output.source = css.replace(/,\s*url\([^)]*\.woff\)\s*format\(["']?woff["']?\)/g, '');
        }
      }
    },
  };
}

/**
 * Files that packages bring for a page's workers and that must keep their names: they are asked for by address, not imported.
 * @param {Readonly<Record<string, string>>} files path in the built page → file
 * @returns {import('vite').Plugin}
 */
function keptFiles(files) {
  return {
    name: 'kept-files',
    async generateBundle() {
      for (const [fileName, path] of Object.entries(files)) {
        this.emitFile({ type: 'asset', fileName, source: await readFile(path) });
      }
    },
  };
}

/**
 * How both apps' pages are built: `vite build` makes what ships, `vite build --mode gallery` the gallery of screens, for pictures and checks.
 * @param {string} dir the app's folder
 * @param {Readonly<Record<string, string>>} files of packages that ship as they are: path in the built page → file
 */
export function uiConfig(dir, files = {}) {
  return defineConfig(({ mode }) => {
    const gallery = mode === 'gallery';
    return {
      root: join(dir, 'src/ui'),
      base: './',
      plugins: [react(), modernFontsOnly(), keptFiles(files)],
      build: {
        outDir: join(dir, gallery ? 'dist/gallery' : 'dist/ui'),
        emptyOutDir: true,
        target: 'chrome140',
        // No data: URLs in styles, so that the page's policy needs none.
        assetsInlineLimit: 0,
        rolldownOptions: { input: join(dir, gallery ? 'src/ui/gallery.html' : 'src/ui/index.html') },
      },
    };
  });
}
