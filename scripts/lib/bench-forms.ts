// Filling the six condolence forms from the common fields, beside pdftk filling the same AcroForm.
// First: what fills here is set as the clerk's host is.
import '../../apps/clerk/src/host/grow-sparingly.ts';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { summarise, type Summary } from '../../e2e/bench/statistics.ts';
import { acroFields, bundledMincho, fill, type Template } from '../../packages/forms/src/index.ts';
import { previewTimes } from '../../e2e/bench/forms-preview.ts';
import { bundleHost } from '../../packages/shell/build/bundle.ts';
import { fieldValues, FORM, openForms, sampleValues } from '../../e2e/bench/forms-sample.ts';

const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '15' }, json: { type: 'string' } },
});
const runs = Number(options.runs);
if (!Number.isInteger(runs) || runs < 10) throw new Error('--runs needs a whole number from 10');

/** Aims for this class of machine (2 cores): milliseconds, megabytes, and how much quicker than pdftk. */
const AIM = { six: 100, first: 500, memory: 150, pdftk: 3, page: 50, previews: 100 } as const;
const PROCEDURE = 'okuyami';
/** Starts of a host whose memory is looked at; the most of them counts. */
const HOST_STARTS = 20;
const MEGABYTE = 1024 * 1024;
const run = promisify(execFile);
const onceFile = fileURLToPath(new URL('../../e2e/bench/forms-once.ts', import.meta.url));

const values = await sampleValues();
const started = performance.now();
const { fonts, forms, today } = await openForms();
const openMs = performance.now() - started;
const six = forms.templates.filter(({ map }) => map.procedures.includes(PROCEDURE));
const acroForm = six.find(({ map }) => map.id === FORM);
if (six.length !== 6 || !acroForm) throw new Error(`the sample city has ${six.length} condolence forms`);

const firstFrom = performance.now();
await fill(acroForm, values, { fonts, today });
const firstHere = performance.now() - firstFrom;

const folder = await mkdtemp(join(tmpdir(), 'mado-bench-forms-'));
try {
  const pdftk = await pdftkFor(acroForm, folder);
  const measured = {
    six: [] as number[],
    cpu: [] as number[],
    host: [] as number[],
    once: [] as number[],
    first: [firstHere],
    pdftk: [] as number[],
  };
  // Alternately, so that whatever else the machine does falls on all; the first of each warms up and does not count.
  for (let round = 0; round <= runs; round += 1) {
    const cpuFrom = process.cpuUsage();
    const all = await timed(() => fillAll(six));
    const cpu = process.cpuUsage(cpuFrom);
    const host = await timed(() => fill(acroForm, values, { fonts, today }));
    const once = await startedAnew(folder);
    const theirs = pdftk ? await timed(pdftk) : undefined;
    measured.first.push(once.firstMs);
    if (round === 0) continue;
    measured.six.push(all);
    measured.cpu.push((cpu.user + cpu.system) / 1000);
    measured.host.push(host);
    measured.once.push(once.ms);
    if (theirs !== undefined) measured.pdftk.push(theirs);
  }
  const benchmarkMb = Math.round((process.resourceUsage().maxRSS * 1024) / MEGABYTE);
  const memoryMb = await memoryOfHost(folder);
  const preview = await previewTimes(six, values, { fonts, today }, runs);
  const ratio = (own: readonly number[]): number | undefined =>
    measured.pdftk.length > 0
      ? Math.round((summarise(measured.pdftk).median / summarise(own).median) * 10) / 10
      : undefined;
  const result = {
    what: 'milliseconds to fill forms from the common fields',
    openMs: Math.round(openMs),
    sixForms: summarise(measured.six),
    pageAgain: summarise(preview.redraw),
    pageAgainDrawing: summarise(preview.drawing),
    pageAgainWhole: summarise(preview.whole),
    allPreviews: summarise(preview.all),
    allPreviewsFirst: summarise(preview.looked),
    // What they cost, whatever else the machine does meanwhile.
    sixFormsProcessor: summarise(measured.cpu),
    firstFill: summarise(measured.first),
    memoryMb,
    benchmarkMb,
    oneAcroForm: {
      inTheHost: summarise(measured.host),
      startedAnew: summarise(measured.once),
      pdftk: measured.pdftk.length > 0 ? summarise(measured.pdftk) : undefined,
      pdftkToHost: ratio(measured.host),
      pdftkToStartedAnew: ratio(measured.once),
      bytes: {
        mado: await sizeOf(join(folder, 'mado.pdf')),
        pdftk: pdftk ? await sizeOf(join(folder, 'pdftk.pdf')) : undefined,
      },
    },
  };
  print(result);
  if (options.json) await writeFile(options.json, `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await rm(folder, { recursive: true });
}

async function fillAll(templates: readonly Template[]): Promise<void> {
  for (const template of templates) await fill(template, values, { fonts, today });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** The same form by a process that starts, loads its fonts, fills, writes and ends, as pdftk does. */
async function startedAnew(target: string): Promise<{ ms: number; firstMs: number }> {
  const from = performance.now();
  const { stdout } = await run(process.execPath, [onceFile, join(target, 'mado.pdf')]);
  const ms = performance.now() - from;
  const firstMs = Number(stdout);
  if (!Number.isFinite(firstMs)) throw new Error(`forms-once.ts said ${stdout}`);
  return { ms, firstMs };
}

/** Most memory, in megabytes and ascending, of processes that fill as an installed host does: bundled by what bundles that one. */
async function memoryOfHost(folder: string): Promise<number[]> {
  const outdir = join(folder, 'host');
  await bundleHost({
    dir: fileURLToPath(new URL('../../apps/clerk', import.meta.url)),
    entry: fileURLToPath(new URL('../../e2e/bench/forms-memory.ts', import.meta.url)),
    outdir,
    name: 'main',
  });
  await writeFile(join(outdir, 'package.json'), JSON.stringify({ type: 'module' }));
  const city = fileURLToPath(new URL('../../procedures/sample-city', import.meta.url));
  const found: number[] = [];
  for (let time = 0; time < HOST_STARTS; time += 1) {
    const { stdout } = await run(process.execPath, [join(outdir, 'main.js'), city, bundledMincho()]);
    const megabytes = Number(stdout);
    if (!(megabytes > 0)) throw new Error(`forms-rounds.ts said ${stdout}`);
    found.push(Math.round(megabytes));
  }
  return found.sort((a, b) => a - b);
}

/** One filling by pdftk with the same font, or `undefined` with a line that says why there is none. */
async function pdftkFor(template: Template, target: string): Promise<(() => Promise<unknown>) | undefined> {
  const version = await run('pdftk', ['--version']).catch(() => undefined);
  if (!version) {
    console.log('  pdftk is not installed (Debian: pdftk-java), so nothing is compared');
    return undefined;
  }
  console.log(`  ${version.stdout.trim().split('\n')[0] ?? 'pdftk'}`);
  const form = fileURLToPath(
    new URL(`../../procedures/sample-city/templates/${template.map.id}/form.pdf`, import.meta.url),
  );
  const typed = fieldValues(values);
  const names = new Set((await acroFields(await readFile(form))).map(({ name }) => name));
  const unknown = Object.keys(typed).find((name) => !names.has(name));
  if (unknown !== undefined) throw new Error(`the form has no field ${unknown}`);
  const data = join(target, 'values.xfdf');
  await writeFile(data, xfdf(typed));
  const out = join(target, 'pdftk.pdf');
  const flags = ['fill_form', data, 'output', out, 'flatten', 'replacement_font', bundledMincho()];
  const once = (): Promise<unknown> => run('pdftk', [form, ...flags]);
  await once();
  const { stdout } = await run('pdftotext', [out, '-']);
  const wanted = (typed['applicant-name'] ?? '').slice(0, 2);
  if (!stdout.includes(wanted)) throw new Error('pdftk did not print the name');
  return once;
}

function xfdf(typed: Readonly<Record<string, string>>): string {
  const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const fields = Object.entries(typed).map(
    ([name, value]) => `<field name="${name}"><value>${escaped(value)}</value></field>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><xfdf xmlns="http://ns.adobe.com/xfdf/"><fields>${fields.join('')}</fields></xfdf>`;
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file)).size;
}

function print(result: {
  openMs: number;
  sixForms: Summary;
  pageAgain: Summary;
  pageAgainDrawing: Summary;
  pageAgainWhole: Summary;
  allPreviews: Summary;
  allPreviewsFirst: Summary;
  sixFormsProcessor: Summary;
  firstFill: Summary;
  memoryMb: readonly number[];
  benchmarkMb: number;
  oneAcroForm: {
    inTheHost: Summary;
    startedAnew: Summary;
    pdftk: Summary | undefined;
    pdftkToHost: number | undefined;
    pdftkToStartedAnew: number | undefined;
    bytes: { mado: number; pdftk: number | undefined };
  };
}): void {
  const row = (name: string, s: Summary, aim = ''): void => {
    const spread = `p10–p90 ${s.p10}–${s.p90} ms   least ${s.least}, most ${s.most}, ${s.runs} runs`;
    console.log(`  ${name.padEnd(34)} median ${String(s.median).padStart(6)} ms   ${spread}${aim}`);
  };
  const one = result.oneAcroForm;
  console.log(`  fonts and templates loaded in ${result.openMs} ms`);
  row('six condolence forms', result.sixForms, `   (aim: at most ${AIM.six})`);
  row('  their processor time', result.sixFormsProcessor);
  row('a page again on the screen', result.pageAgain, `   (aim: at most ${AIM.page})`);
  row('  its drawing alone', result.pageAgainDrawing);
  row('  the whole form anew, to compare', result.pageAgainWhole);
  row('a letter on all six previews', result.allPreviews, `   (aim: at most ${AIM.previews})`);
  row('  on the one that is looked at', result.allPreviewsFirst);
  row('first fill after start', result.firstFill, `   (aim: at most ${AIM.first})`);
  console.log(
    `  most memory of a bundled host ${Math.max(...result.memoryMb)} MB (aim: at most ${AIM.memory}), of ${result.memoryMb.length} starts: ${result.memoryMb.join(', ')}; of this benchmark, run from its sources, ${result.benchmarkMb} MB`,
  );
  row('one AcroForm, in the host', one.inTheHost);
  row('one AcroForm, process started anew', one.startedAnew);
  if (one.pdftk) row('the same by pdftk', one.pdftk);
  if (one.pdftkToHost !== undefined)
    console.log(
      `  pdftk takes ${one.pdftkToHost} times as long as the host (aim: at least ${AIM.pdftk}), ${one.pdftkToStartedAnew ?? '?'} times as long as a process started anew`,
    );
  console.log(`  bytes: Mado ${one.bytes.mado}${one.bytes.pdftk === undefined ? '' : `, pdftk ${one.bytes.pdftk}`}`);
}
