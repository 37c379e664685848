import type { ScanColour, ScannerCapabilities, ScanRequest, ScanSource } from './scanner.ts';

/** What an option of a SANE backend takes. */
export type SaneValues =
  | { readonly kind: 'list'; readonly choices: readonly string[] }
  | { readonly kind: 'range'; readonly min: number; readonly max: number }
  | { readonly kind: 'free' };

export interface SaneOption {
  /** As on the command line, e.g. `--source` or `-x`. */
  readonly flag: string;
  readonly values: SaneValues;
  readonly active: boolean;
}

export type SaneOptions = ReadonlyMap<string, SaneOption>;

/** Overrides for backends whose words differ from all that is known here; from the booth's configuration. */
export interface SaneOverrides {
  /** e.g. `{ flatbed: 'Platen', feeder: 'ADF Front' }` */
  readonly sources?: Readonly<Partial<Record<ScanSource, string | undefined>>> | undefined;
  /** e.g. `{ colour: '24bit Color[Fast]' }` */
  readonly modes?: Readonly<Partial<Record<ScanColour, string | undefined>>> | undefined;
  /** Further options as they stand on scanimage's command line, e.g. `{ '--swdeskew': 'yes' }`. */
  readonly options?: Readonly<Record<string, string>> | undefined;
}

const LINE = /^\s{2,6}(--?[A-Za-z][\w-]*)(?:\[=|=|\s)?(.*?)(?:\s\[([^\]]*)\](?:\s\[[^\]]*\])*)?$/u;
const UNIT = /(dpi|mm|pel|us|bit|%)$/u;

function parseValues(text: string): SaneValues {
  const range = /^(-?[\d.]+)\.\.(-?[\d.]+)[a-z%]*(?:,\.\.\.)?(?: \(in steps of [\d.]+\))?$/u.exec(text);
  if (range !== null) return { kind: 'range', min: Number(range[1]), max: Number(range[2]) };
  if (text.startsWith('<') || text === '') return { kind: 'free' };
  const words = text.replace(/^\(|\)\]?$/gu, '').split('|');
  // A backend may list an empty choice (`auto||75|90`), which nobody can ask for.
  return { kind: 'list', choices: words.map((word) => word.trim().replace(UNIT, '')).filter((word) => word !== '') };
}

/**
 * Reads the option listing of `scanimage --all-options`, e.g. `    --mode Gray|Color [Gray]` or
 * `    -x 0..215.9mm [215.9]`. Lines that are no option (descriptions, headings) are passed over.
 */
export function parseSaneOptions(listing: string): SaneOptions {
  const options = new Map<string, SaneOption>();
  for (const line of listing.split('\n')) {
    if (!/^ {4}-/u.test(line)) continue;
    const match = LINE.exec(line);
    const flag = match?.[1];
    if (flag === undefined) continue;
    options.set(flag, { flag, values: parseValues((match?.[2] ?? '').trim()), active: match?.[3] !== 'inactive' });
  }
  return options;
}

function choicesOf(options: SaneOptions, flag: string): readonly string[] {
  const option = options.get(flag);
  return option?.active === true && option.values.kind === 'list' ? option.values.choices : [];
}

/** Words that backends use, best first. Duplex feeders come last: a form has one side unless somebody says so. */
const SOURCE_WORDS: Readonly<Record<ScanSource, readonly RegExp[]>> = {
  flatbed: [/^(flatbed|platen|fb|normal|document table|flat)/iu],
  feeder: [
    /^(adf|automatic document feeder|feeder|document feeder).*(front|simplex|one.?side|left aligned)/iu,
    /^(adf|automatic document feeder|feeder|document feeder)\b(?!.*(duplex|back|both))/iu,
    /(adf|feeder)(?!.*(duplex|back|both))/iu,
  ],
};
const MODE_WORDS: Readonly<Record<ScanColour, readonly RegExp[]>> = {
  colour: [/^colou?r$/iu, /^24 ?bit colou?r/iu, /^(true )?colou?r/iu, /colou?r/iu],
  grey: [/^gr[ae]y(scale)?$/iu, /^(true|8 ?bit) ?gr[ae]y/iu, /gr[ae]y/iu],
};

function pick(choices: readonly string[], words: readonly RegExp[]): string | null {
  for (const word of words) {
    const found = choices.find((choice) => word.test(choice));
    if (found !== undefined) return found;
  }
  return null;
}

function sourceChoice(options: SaneOptions, source: ScanSource, overrides: SaneOverrides): string | null {
  return overrides.sources?.[source] ?? pick(choicesOf(options, '--source'), SOURCE_WORDS[source]);
}

function modeChoice(options: SaneOptions, colour: ScanColour, overrides: SaneOverrides): string | null {
  return overrides.modes?.[colour] ?? pick(choicesOf(options, '--mode'), MODE_WORDS[colour]);
}

/** The nearest resolution at or above the wanted one (nothing is lost), else the highest. Null: the device has no choice. */
export function nearestResolution(options: SaneOptions, wanted: number): number | null {
  const values = options.get('--resolution')?.values;
  if (values === undefined || values.kind === 'free') return null;
  if (values.kind === 'range') return Math.min(Math.max(wanted, values.min), values.max);
  const offered = values.choices.map(Number).filter((value) => Number.isFinite(value) && value > 0);
  const above = offered.filter((value) => value >= wanted);
  if (above.length > 0) return Math.min(...above);
  return offered.length > 0 ? Math.max(...offered) : null;
}

/** A4 (ISO 216) in millimetres: what citizens bring and what the forms are. */
const A4 = { '-x': 210, '-y': 297 } as const;

/**
 * The arguments that make this backend scan what is asked: source first, because choosing it reloads the other options.
 * @returns null when the device has no such source
 */
export function saneArguments(options: SaneOptions, request: ScanRequest, overrides: SaneOverrides): string[] | null {
  const args: string[] = [];
  const sources = choicesOf(options, '--source');
  const source = sourceChoice(options, request.source, overrides);
  if (source !== null) args.push(`--source=${source}`);
  // A device that offers no choice has one source; only the glass may be taken for granted.
  else if (sources.length > 0 || request.source === 'feeder') return null;
  const mode = modeChoice(options, request.colour, overrides);
  if (mode !== null) args.push(`--mode=${mode}`);
  const resolution = nearestResolution(options, request.resolution);
  if (resolution !== null) args.push(`--resolution=${resolution}`);
  for (const flag of ['-x', '-y'] as const) {
    const values = options.get(flag)?.values;
    if (values?.kind === 'range') args.push(flag, String(Math.min(A4[flag], values.max)));
  }
  for (const [flag, value] of Object.entries(overrides.options ?? {})) args.push(`${flag}=${value}`);
  return args;
}

/** What the option listing says about the device in the words of `Scanner`. */
export function saneCapabilities(options: SaneOptions, overrides: SaneOverrides): ScannerCapabilities {
  const sources = (['flatbed', 'feeder'] as const).filter(
    (source) => sourceChoice(options, source, overrides) !== null,
  );
  const colours = (['colour', 'grey'] as const).filter((colour) => modeChoice(options, colour, overrides) !== null);
  const values = options.get('--resolution')?.values;
  const width = options.get('-x')?.values;
  const height = options.get('-y')?.values;
  return {
    sources: sources.length > 0 ? sources : ['flatbed'],
    // Without a mode the driver makes grey itself.
    colours: colours.length > 0 ? colours : ['colour', 'grey'],
    resolutions:
      values === undefined || values.kind === 'free'
        ? null
        : values.kind === 'range'
          ? { min: values.min, max: values.max }
          : values.choices.map(Number).filter((value) => Number.isFinite(value) && value > 0),
    area: width?.kind === 'range' && height?.kind === 'range' ? { width: width.max, height: height.max } : null,
  };
}
