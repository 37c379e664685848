import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { writeControl } from './control-file.ts';
import { freePort, startPeer, untilReady } from './peer.ts';
import { VIRTUAL_PRINTER_PPD } from './virtual-printer-ppd.ts';
import { setVirtualPrinterState } from './virtual-printer-control.ts';
import { ADDRESS_FILE, OUT_FOLDER, PAGE_MS_FILE, type VirtualPrinterState } from './virtual-printer-files.ts';

export interface VirtualPrinter {
  /** `ipp://localhost:PORT/ipp/print` */
  readonly uri: string;
  /** Where the daemon keeps what it has not printed yet. */
  readonly spool: string;
  /** Paths of the documents that were printed, or are being printed, oldest first. */
  documents(): Promise<readonly string[]>;
  /** What is wrong from now on; null mends it. `setVirtualPrinterState(dir, …)` does the same from another process. */
  setState(state: VirtualPrinterState | null): Promise<void>;
  stop(): Promise<void>;
}

/**
 * ippeveprinter wants a D-Bus system bus for its announcements. This one is private, has nobody else on it, and no announcement
 * is made (`-r off`): no daemon of the machine is touched and no privilege is needed.
 */
function busConfiguration(socket: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
`;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/**
 * Starts a real IPP Everywhere printer (ippeveprinter of Debian's cups-ipp-utils) that puts what it prints into `dir`/spool.
 * Needs `dbus-daemon` and `pdfinfo` (dbus-daemon, poppler-utils).
 *
 * @param options.dir an existing directory of the caller's; short, because a socket's path in it may have 107 bytes
 * @param options.pageMs milliseconds that a page takes, 100 unless told
 */
export async function startVirtualPrinter(options: {
  readonly dir: string;
  readonly pageMs?: number;
  /** Makes it another printer, of US paper, that takes only these MIME types. */
  readonly formats?: readonly string[];
}): Promise<VirtualPrinter> {
  const { dir } = options;
  const spool = join(dir, 'spool');
  const bus = join(dir, 'bus');
  const command = join(dir, 'print');
  const out = join(dir, OUT_FOLDER);
  await mkdir(spool, { recursive: true });
  await mkdir(out, { recursive: true });
  await mkdir(join(dir, 'keys'), { recursive: true });
  await writeFile(join(dir, 'bus.conf'), busConfiguration(bus));
  await writeFile(join(dir, 'a4.ppd'), VIRTUAL_PRINTER_PPD);
  await writeControl(join(dir, PAGE_MS_FILE), String(options.pageMs ?? 100));
  const script = fileURLToPath(new URL('print-command.ts', import.meta.url));
  await writeFile(command, `#!/bin/sh\nexec '${process.execPath}' '${script}' '${dir}' "$@"\n`);
  await chmod(command, 0o755);

  const dbus = startPeer('dbus-daemon', [`--config-file=${join(dir, 'bus.conf')}`, '--nofork', '--nopidfile']);
  await untilReady(dbus, async () => (await readdir(dir)).includes('bus'), 'dbus-daemon');
  const port = await freePort();
  const printer = startPeer(
    'ippeveprinter',
    [
      ...['-p', String(port), '-n', 'localhost', '-r', 'off'],
      ...(options.formats === undefined ? ['-P', join(dir, 'a4.ppd')] : ['-f', options.formats.join(',')]),
      ...['-d', spool, '-K', join(dir, 'keys'), '-k', '-c', command],
      'Mado virtual printer',
    ],
    { DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${bus}`, LC_ALL: 'C.UTF-8' },
  );
  await untilReady(printer, () => listens(port), 'ippeveprinter');
  const uri = `ipp://localhost:${port}/ipp/print`;
  await writeControl(join(dir, ADDRESS_FILE), uri);
  return {
    uri,
    spool,
    documents: async () => {
      const folders = await Promise.all(
        [out, spool].map(async (folder) => (await readdir(folder)).map((name) => join(folder, name))),
      );
      const number = (path: string) => Number.parseInt(basename(path), 10);
      return folders
        .flat()
        .filter((path) => path.endsWith('.pdf'))
        .sort((a, b) => number(a) - number(b));
    },
    setState: (state) => setVirtualPrinterState(dir, state),
    stop: async () => {
      await printer.stop();
      await dbus.stop();
    },
  };
}

/** Which of the programs that the virtual devices need are not installed; tests and demo say so in a clear line. */
export async function missingPrograms(): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const program of ['scanimage', 'ippeveprinter', 'dbus-daemon', 'pdfinfo']) {
    await promisify(execFile)('/bin/sh', ['-c', `command -v ${program}`]).catch(() => missing.push(program));
  }
  return missing;
}
