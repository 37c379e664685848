/** `MADO_GALLERY_MODES=APP/NAME,…` runs these modes only. */
export const chosenModes = process.env['MADO_GALLERY_MODES']?.split(',');
/** `MADO_GALLERY_ONLY=SAMPLE,…` shows these samples only. */
export const chosenSamples = process.env['MADO_GALLERY_ONLY']?.split(',');
/** `MADO_GALLERY_PICTURES=none` looks at every screen and keeps no picture of it: they are for people. */
export const pictures = process.env['MADO_GALLERY_PICTURES'] !== 'none';
