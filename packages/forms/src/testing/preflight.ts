/**
 * Lets Apache PDFBox Preflight (Debian `libpdfbox2-java`) judge the sample forms filled with every sample. It knows PDF/A-1b, whose rules for
 * fonts, colours, metadata and the file's structure are those of PDF/A-2 or stricter; so each file is written out again as what 1b
 * allows: no packed objects, version 1.4, a list of the characters in each font (CIDSet), an ICC profile of version 2, and metadata that say so.
 * Prints what it finds, and fails when there is anything.
 *
 *     apt-get install libpdfbox2-java libactivation-java libjaxb-api-java default-jre-headless
 *     node packages/forms/src/testing/preflight.ts [FOLDER OF JARS]
 */
import { PDFArray, PDFDict, PDFDocument, PDFHeader, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bundledMincho, fill, loadFonts, loadFormSet, systemIpamjMincho } from '../index.ts';
import { readSamples, SAMPLE_DAY } from './samples.ts';

const JARS = ['preflight', 'pdfbox2', 'fontbox2', 'xmpbox', 'commons-logging', 'javax.activation', 'jaxb-api'];

/** sRGB by version 2 of the ICC's format, as pdfkit brings it along. */
const VERSION_2 = join(dirname(fileURLToPath(import.meta.resolve('pdfkit'))), 'data', 'sRGB_IEC61966_2_1.icc');

async function as1b(pdf: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  document.context.header = PDFHeader.forVersion(1, 4);
  const metadata = document.catalog.lookup(PDFName.of('Metadata'));
  if (!(metadata instanceof PDFRawStream)) throw new Error('no metadata');
  const text = Buffer.from(metadata.getContents()).toString('utf8');
  const said = text.replace('>2</pdfaid:part', '>1</pdfaid:part').replace('>U</pdfaid:conf', '>B</pdfaid:conf');
  const entries = { Type: 'Metadata', Subtype: 'XML' };
  const again = document.context.stream(Buffer.from(said, 'utf8'), entries);
  document.catalog.set(PDFName.of('Metadata'), document.context.register(again));
  const intent = document.catalog.lookup(PDFName.of('OutputIntents'), PDFArray).lookup(0, PDFDict);
  const profile = document.context.stream(await readFile(VERSION_2), { N: 3 });
  intent.set(PDFName.of('DestOutputProfile'), document.context.register(profile));
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || object.get(PDFName.of('Subtype')) !== PDFName.of('CIDFontType2')) continue;
    const descriptor = object.lookup(PDFName.of('FontDescriptor'), PDFDict);
    const every = document.context.stream(new Uint8Array(8192).fill(0xff));
    descriptor.set(PDFName.of('CIDSet'), document.context.register(every));
  }
  return document.save({ useObjectStreams: false, updateFieldAppearances: false });
}

const jars = process.argv[2] ?? '/usr/share/java';
const city = fileURLToPath(new URL('../../../../procedures/sample-city', import.meta.url));
const fonts = await loadFonts({ main: bundledMincho(), fallbacks: [systemIpamjMincho] });
const { templates } = await loadFormSet(city);
const folder = await mkdtemp(join(tmpdir(), 'mado-preflight-'));
try {
  const files: string[] = [];
  for (const sample of await readSamples(city)) {
    for (const template of templates) {
      const { pdf } = await fill(template, sample.values, { fonts, today: SAMPLE_DAY });
      const file = join(folder, `${template.map.id}-${sample.id}.pdf`);
      await writeFile(file, await as1b(pdf));
      files.push(file);
    }
  }
  const path = JARS.map((name) => join(jars, `${name}.jar`)).join(':');
  for (const file of files) {
    const run = promisify(execFile)('java', ['-cp', path, 'org.apache.pdfbox.preflight.Validator_A1b', file]);
    const { stdout } = await run.catch((error: unknown) => ({ stdout: String(error) }));
    process.stdout.write(stdout.replaceAll(`${folder}/`, ''));
    if (!stdout.includes('is a valid PDF/A-1b file')) process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true });
}
