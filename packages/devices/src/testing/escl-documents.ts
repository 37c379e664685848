/** XML of eSCL (Mopria Alliance eSCL 2.x): what a scanner says of itself and what clients ask for. Lengths are 1/300 inch. */
const NAMESPACES =
  'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"';

/** A4 in 1/300 inch. */
export const A4 = { width: 2480, height: 3508 } as const;

function inputCaps(): string {
  return `<scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>${A4.width}</scan:MaxWidth>
<scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>${A4.height}</scan:MaxHeight>
<scan:MaxScanRegions>1</scan:MaxScanRegions>
<scan:SettingProfiles><scan:SettingProfile>
<scan:ColorModes><scan:ColorMode>Grayscale8</scan:ColorMode><scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes>
<scan:DocumentFormats><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat>
<scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt></scan:DocumentFormats>
<scan:SupportedResolutions><scan:DiscreteResolutions>${[100, 150, 200, 300]
    .map(
      (dpi) =>
        `<scan:DiscreteResolution><scan:XResolution>${dpi}</scan:XResolution><scan:YResolution>${dpi}</scan:YResolution></scan:DiscreteResolution>`,
    )
    .join('')}</scan:DiscreteResolutions></scan:SupportedResolutions>
</scan:SettingProfile></scan:SettingProfiles>`;
}

export function scannerCapabilities(uuid: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<scan:ScannerCapabilities ${NAMESPACES}><pwg:Version>2.63</pwg:Version>
<pwg:MakeAndModel>Mado Virtual Scanner</pwg:MakeAndModel><pwg:SerialNumber>0</pwg:SerialNumber><scan:UUID>${uuid}</scan:UUID>
<scan:Platen><scan:PlatenInputCaps>${inputCaps()}</scan:PlatenInputCaps></scan:Platen>
<scan:Adf><scan:AdfSimplexInputCaps>${inputCaps()}</scan:AdfSimplexInputCaps><scan:FeederCapacity>50</scan:FeederCapacity></scan:Adf>
</scan:ScannerCapabilities>`;
}

export type AdfState =
  'ScannerAdfLoaded' | 'ScannerAdfEmpty' | 'ScannerAdfJam' | 'ScannerAdfDoorOpen' | 'ScannerAdfProcessing';

export interface JobInfo {
  readonly id: string;
  readonly state: 'Processing' | 'Completed' | 'Aborted' | 'Canceled';
  readonly delivered: number;
}

export function scannerStatus(state: 'Idle' | 'Processing', adf: AdfState, jobs: readonly JobInfo[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<scan:ScannerStatus ${NAMESPACES}><pwg:Version>2.63</pwg:Version><pwg:State>${state}</pwg:State><scan:AdfState>${adf}</scan:AdfState>
<scan:Jobs>${jobs
    .map(
      (
        job,
      ) => `<scan:JobInfo><pwg:JobUri>/eSCL/ScanJobs/${job.id}</pwg:JobUri><pwg:JobUuid>${job.id}</pwg:JobUuid><scan:Age>1</scan:Age>
<pwg:ImagesCompleted>${job.delivered}</pwg:ImagesCompleted><pwg:JobState>${job.state}</pwg:JobState></scan:JobInfo>`,
    )
    .join('')}</scan:Jobs></scan:ScannerStatus>`;
}

export interface ScanSettings {
  readonly source: 'Platen' | 'Feeder';
  readonly grey: boolean;
  /** Dots per inch. */
  readonly resolution: number;
  /** 1/300 inch. */
  readonly width: number;
  readonly height: number;
}

/** Reads the settings that a client posts; what is missing is A4 in colour from the glass. */
export function parseScanSettings(xml: string): ScanSettings {
  const text = (name: string): string | undefined => new RegExp(`<(?:\\w+:)?${name}>([^<]*)<`, 'u').exec(xml)?.[1];
  const number = (name: string, otherwise: number): number => Number(text(name) ?? otherwise) || otherwise;
  return {
    source: text('InputSource') === 'Feeder' ? 'Feeder' : 'Platen',
    grey: text('ColorMode') === 'Grayscale8',
    resolution: number('XResolution', 200),
    width: number('Width', A4.width),
    height: number('Height', A4.height),
  };
}
