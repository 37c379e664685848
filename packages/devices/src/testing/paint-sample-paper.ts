import sharp from 'sharp';
import { PAPER, samplePaperSvg } from './sample-paper-art.ts';
import { SAMPLE_PAPERS } from './sample-paper.ts';

/** `paint-sample-paper PAPER`: the scanned-looking PNG on standard output. Fonts come from FONTCONFIG_FILE. */
const paper = SAMPLE_PAPERS.find((name) => name === process.argv[2]);
if (paper === undefined) throw new Error(`known papers: ${SAMPLE_PAPERS.join(', ')}`);

/** What a scanner adds: grain of paper and sensor. The same every time, so that pictures can be compared. */
function grain(): Buffer {
  const noise = Buffer.alloc(PAPER.width * PAPER.height);
  let seed = 20_261_021;
  for (let i = 0; i < noise.length; i += 1) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    noise[i] = 244 + ((seed >>> 24) % 12);
  }
  return noise;
}

/** Light falls off where the fold of the paper stands up from the glass. */
const shadow = `<svg xmlns="http://www.w3.org/2000/svg" width="${PAPER.width}" height="${PAPER.height}"><defs>
<linearGradient id="edge" x1="0" x2="1"><stop offset="0" stop-color="#a39f94"/><stop offset="0.02" stop-color="#e9e7e0"/>
<stop offset="0.06" stop-color="#ffffff"/><stop offset="0.97" stop-color="#ffffff"/><stop offset="1" stop-color="#dedbd2"/></linearGradient>
<linearGradient id="fold" x1="0" x2="0" y1="0" y2="1"><stop offset="0.494" stop-color="#ffffff"/><stop offset="0.5" stop-color="#e4e1d8"/>
<stop offset="0.503" stop-color="#ffffff"/></linearGradient></defs>
<rect width="100%" height="100%" fill="url(#edge)"/><rect width="100%" height="100%" fill="url(#fold)" style="mix-blend-mode:multiply"/></svg>`;

const crooked = await sharp(Buffer.from(samplePaperSvg(paper)))
  .rotate(paper === 'receipt' ? 0.6 : -0.9, { background: '#f1efe8' })
  .resize(PAPER.width, PAPER.height, { fit: 'cover', position: 'centre' })
  .blur(0.55)
  .toBuffer();
const scanned = await sharp(crooked)
  .composite([
    { input: Buffer.from(shadow), blend: 'multiply' },
    { input: grain(), raw: { width: PAPER.width, height: PAPER.height, channels: 1 }, blend: 'multiply' },
  ])
  .removeAlpha()
  .withMetadata({ density: 200 })
  .png({ compressionLevel: 6 })
  .toBuffer();
process.stdout.write(scanned);
