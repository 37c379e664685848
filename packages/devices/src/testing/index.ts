export { setVirtualPrinterState } from './virtual-printer-control.ts';
export { VIRTUAL_PRINTER_STATES, type VirtualPrinterState } from './virtual-printer-files.ts';
export { missingPrograms, startVirtualPrinter, type VirtualPrinter } from './virtual-printer.ts';
export {
  setVirtualScanner,
  VIRTUAL_SCANNER_FAULTS,
  type VirtualScannerFault,
  type VirtualScannerSetting,
} from './virtual-scanner-control.ts';
export { hasAirscan, startVirtualScanner, type VirtualScanner } from './virtual-scanner.ts';
export { drawSamplePaper, SAMPLE_PAPERS, type SamplePaper } from './sample-paper.ts';
export { runApart, startCardService, type CardService } from './card-service.ts';
export { VirtualCard, type VirtualCardSetting } from './virtual-card.ts';
export { blankPdf } from './sample-pdf.ts';
