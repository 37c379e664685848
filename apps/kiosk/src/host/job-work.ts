import {
  DeviceError,
  isDeviceError,
  printablePdf,
  type Printer,
  type PrintPage,
  type Scanner,
  type ScanRequest,
} from '@mado/devices';
import type { HostFault } from '../contract/index.ts';
import type { JobKind, JobWork } from './jobs.ts';

/** What a scan job does: hands every page on as it comes. */
export function scanWork(scanner: Scanner | null, request: ScanRequest): JobWork {
  return async (report, signal) => {
    if (scanner === null) throw new DeviceError('scanner-missing', 'this booth has none');
    let pages = 0;
    for await (const event of scanner.scan(request, { signal })) {
      if (event.type === 'page') {
        report.page({ page: event.page, ...event.image });
        pages += 1;
        report.progress({ fraction: null, pages, fault: null });
      } else report.progress({ fraction: event.fraction, pages, fault: null });
    }
    return pages;
  };
}

/** What a print job does. `jobName` is what the printer's panel shows. */
export function printWork(
  printer: Printer | null,
  document: readonly PrintPage[],
  copies: number,
  jobName: string,
): JobWork {
  return async (report, signal) => {
    if (printer === null) throw new DeviceError('printer-missing', 'this booth has none');
    const pdf = await printablePdf(document);
    let pages = 0;
    const onAccepted = (printerJob: number): void => report.accepted(printerJob);
    for await (const event of printer.print(pdf, { copies, jobName, signal, onAccepted })) {
      if ('pages' in event) pages = event.pages ?? pages;
      report.progress({ fraction: null, pages, fault: event.state === 'waiting' ? event.fault.name : null });
    }
    return pages;
  };
}

/** The contract's word for what a device or its driver threw. */
export function faultOf(error: unknown, kind: JobKind): HostFault {
  if (isDeviceError(error)) return error.fault;
  return kind === 'scan' ? 'scanner-failed' : 'printer-failed';
}
