export { setVirtualPrinterState, VIRTUAL_PRINTER_STATES, type VirtualPrinterState } from './virtual-printer-control.ts';
export { missingPrograms, startVirtualPrinter, type VirtualPrinter } from './virtual-printer.ts';
