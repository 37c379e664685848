import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Every browser that this runs in reads WOFF 2; the older copies would only make the installer larger. */
function modernFontsOnly(): Plugin {
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

/** `vite build` makes what ships; `vite build --mode gallery` makes the gallery of screens, for pictures and checks. */
export default defineConfig(({ mode }) => ({
  root: path('src/ui'),
  base: './',
  plugins: [react(), modernFontsOnly()],
  build: {
    outDir: path(mode === 'gallery' ? 'dist/gallery' : 'dist/ui'),
    emptyOutDir: true,
    target: 'chrome140',
    // No data: URLs in styles, so that the page's policy needs none.
    assetsInlineLimit: 0,
    rolldownOptions: { input: path(mode === 'gallery' ? 'src/ui/gallery.html' : 'src/ui/index.html') },
  },
}));
