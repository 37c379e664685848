/** As the apps' own user interfaces are built, in short. */
export default { base: './', build: { outDir: '../../dist/ui', emptyOutDir: true, assetsInlineLimit: 0 } };
