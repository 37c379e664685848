import { buildApp } from '@mado/shell/build';

// node build.mjs [ui] [host] [main] [preload] [pack]
await buildApp({ dir: import.meta.dirname, parts: process.argv.slice(2) });
