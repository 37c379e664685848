export * from './fault.ts';
export type * from './scanner/scanner.ts';
export type { Rotation } from './scanner/page-image.ts';
export { NoPrivateDirectoryError, sweepPrivateDirectories } from './scanner/private-directory.ts';
export { listSaneDevices, SaneConfig, type SaneDevice, SaneScanner } from './scanner/sane.ts';
export type * from './printer/printer.ts';
export { IppConfig, type IppPatience, IppPrinter } from './printer/ipp.ts';
export { printablePdf, type PrintPage } from './printer/printable.ts';
