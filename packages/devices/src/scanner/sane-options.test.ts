import { describe, expect, it } from '@jest/globals';
import { nearestResolution, parseSaneOptions, saneArguments, saneCapabilities } from './sane-options.ts';

const AIRSCAN = `
All options specific to device \`airscan:e0:Kiosk MFP':
  Standard:
    --resolution 75|100|150|200|300|600dpi [300]
        Sets the resolution of the scanned image.
    --mode Color|Gray [Color]
    --source Flatbed|ADF|ADF Duplex [Flatbed]
  Geometry:
    -l 0..215.9mm [0]
        Top-left x position of scan area.
    -t 0..296.926mm [0]
    -x 0..215.9mm [215.9]
    -y 0..296.926mm [296.926]
  Enhancement:
    --brightness -100..100% (in steps of 1) [0]
`;
const SHEETFED = `
    --source ADF Front|ADF Back|ADF Duplex [ADF Front]
    --mode Lineart|Halftone|Gray|Color [Lineart]
    --resolution 50..600dpi (in steps of 1) [600]
    --page-width 0..224.846mm (in steps of 0.0211639) [215.872]
    -x 0..215.872mm (in steps of 0.0211639) [215.872]
    -y 0..279.364mm (in steps of 0.0211639) [279.364]
    --swdeskew[=(yes|no)] [no] [advanced]
    --ald[=(yes|no)] [inactive]
`;
const INVENTED = `
    --mode Binary|Gray256|24bit Color [Binary]
    --resolution 200dpi [200]
    --source Document Table|Feeder(left aligned) [Document Table]
`;

describe('saneArguments', () => {
  it('asks a network device for a page of A4, source first', () => {
    const options = parseSaneOptions(AIRSCAN);
    expect(saneArguments(options, { source: 'feeder', colour: 'grey', resolution: 200 }, {})).toEqual([
      '--source=ADF',
      '--mode=Gray',
      '--resolution=200',
      '-x',
      '210',
      '-y',
      '296.926',
    ]);
  });

  it('takes the front side of a feeder-only device, which has no glass', () => {
    const options = parseSaneOptions(SHEETFED);
    expect(saneArguments(options, { source: 'feeder', colour: 'colour', resolution: 300 }, {})?.slice(0, 2)).toEqual([
      '--source=ADF Front',
      '--mode=Color',
    ]);
    expect(saneArguments(options, { source: 'flatbed', colour: 'colour', resolution: 300 }, {})).toBeNull();
  });

  it('knows other words for the same, and takes the words of the configuration before them', () => {
    const options = parseSaneOptions(INVENTED);
    expect(saneArguments(options, { source: 'flatbed', colour: 'colour', resolution: 300 }, {})).toEqual([
      '--source=Document Table',
      '--mode=24bit Color',
      '--resolution=200',
    ]);
    const overrides = { sources: { flatbed: 'Other' }, modes: { grey: 'Gray256' }, options: { '--gamma': '1.8' } };
    expect(saneArguments(options, { source: 'flatbed', colour: 'grey', resolution: 200 }, overrides)).toEqual([
      '--source=Other',
      '--mode=Gray256',
      '--resolution=200',
      '--gamma=1.8',
    ]);
  });

  it('scans from the glass of a device that offers no choice, and never from a feeder that it may not have', () => {
    const options = parseSaneOptions('    --resolution 75..300dpi [75]\n');
    expect(saneArguments(options, { source: 'flatbed', colour: 'colour', resolution: 200 }, {})).toEqual([
      '--resolution=200',
    ]);
    expect(saneArguments(options, { source: 'feeder', colour: 'colour', resolution: 200 }, {})).toBeNull();
  });
});

describe('saneCapabilities', () => {
  it('says what a device can do', () => {
    expect(saneCapabilities(parseSaneOptions(AIRSCAN), {})).toEqual({
      sources: ['flatbed', 'feeder'],
      colours: ['colour', 'grey'],
      resolutions: [75, 100, 150, 200, 300, 600],
      area: { width: 215.9, height: 296.926 },
    });
    expect(saneCapabilities(parseSaneOptions(SHEETFED), {})).toMatchObject({
      sources: ['feeder'],
      resolutions: { min: 50, max: 600 },
    });
  });

  it('tells options that are switched off from those that are on', () => {
    const options = parseSaneOptions(SHEETFED);
    expect(options.get('--ald')?.active).toBe(false);
    expect(options.get('--swdeskew')?.active).toBe(true);
  });
});

describe('nearestResolution', () => {
  it.each([
    [150, 150],
    [160, 200],
    [1200, 600],
  ])('makes %d dpi %d dpi where only steps are offered', (wanted, got) => {
    expect(nearestResolution(parseSaneOptions(AIRSCAN), wanted)).toBe(got);
  });
});
