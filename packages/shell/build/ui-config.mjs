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
 * How both apps' pages are built: `vite build` makes what ships, `vite build --mode gallery` the gallery of screens, for pictures and checks.
 * @param {string} dir the app's folder
 */
export function uiConfig(dir) {
  return defineConfig(({ mode }) => {
    const gallery = mode === 'gallery';
    return {
      root: join(dir, 'src/ui'),
      base: './',
      plugins: [react(), modernFontsOnly()],
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
