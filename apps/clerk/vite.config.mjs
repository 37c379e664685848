import { createRequire } from 'node:module';
import { uiConfig } from '@mado/shell/ui-config';

const { resolve } = createRequire(import.meta.url);

// The recognition of letters (`edge/recogniser.ts`): neural network only, integers only, for processors that any Chromium of today asks for.
export default uiConfig(import.meta.dirname, {
  'recognition/worker.min.js': resolve('tesseract.js/dist/worker.min.js'),
  'recognition/tesseract-core.wasm.js': resolve('tesseract.js-core/tesseract-core-simd-lstm.wasm.js'),
  'recognition/jpn.traineddata.gz': resolve('@tesseract.js-data/jpn/4.0.0_best_int/jpn.traineddata.gz'),
});
