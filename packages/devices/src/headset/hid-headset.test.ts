import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { headsetAmong } from './hid-headset.ts';

/** Report descriptors (HID 1.11, section 6.2.2) of one collection with one button each. */
const HEADSET = '050B0905A101092015002501750195018102C0';
const HANDSET = '050B0904A101092015002501750195018102C0';
const MOUSE = '05010902A10105091901290115002501750195018102C0';

/** A device of USB and what the kernel makes of it, as umockdev loads it. */
function description(product: string, reportDescriptor: string, port: number): string {
  const usb = `/devices/pci0000:00/0000:00:14.0/usb1/1-${port}`;
  const id = `0003:00001209:0000000${port}`;
  const hid = `${usb}/1-${port}:1.3/${id}.000${port}`;
  return [
    `P: ${usb}\nE: DEVTYPE=usb_device\nE: SUBSYSTEM=usb\nA: bcdDevice=0100\nA: manufacturer=Sample\nA: product=${product}\n`,
    `P: ${usb}/1-${port}:1.3\nE: DEVTYPE=usb_interface\nE: SUBSYSTEM=usb\nA: bInterfaceNumber=03\n`,
    `P: ${hid}\nE: SUBSYSTEM=hid\nE: HID_ID=${id}\nE: HID_NAME=Sample ${product}\nE: HID_UNIQ=\nH: report_descriptor=${reportDescriptor}\n`,
    `P: ${hid}/hidraw/hidraw${port}\nN: hidraw${port}\nE: DEVNAME=/dev/hidraw${port}\nE: SUBSYSTEM=hidraw\nL: device=../../../${id}.000${port}\n`,
    '',
  ].join('\n');
}

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mado-headset-'));
});
afterAll(() => rm(dir, { recursive: true }));

/** `findHeadset` in a process whose kernel has the devices described. */
async function findAmong(devices: string): Promise<unknown> {
  const file = join(dir, 'devices.umockdev');
  await writeFile(file, devices);
  const module = new URL('hid-headset.ts', import.meta.url).href;
  const script = `const { findHeadset } = await import(${JSON.stringify(module)}); console.log(JSON.stringify(await findHeadset()));`;
  const node = [process.execPath, '--input-type=module', '-e', script];
  const { stdout } = await promisify(execFile)('umockdev-run', ['-d', file, '--', ...node], { timeout: 20_000 });
  return JSON.parse(stdout);
}

describe('the headset of a booth', () => {
  it('is found beside other devices, by the name of its product', async () => {
    const devices = description('Sample Mouse', MOUSE, 1) + description('Sample Headset 20', HEADSET, 2);
    expect(await findAmong(devices)).toEqual({ name: 'Sample Headset 20' });
  });

  it('is not found in a mouse or a handset', async () => {
    expect(await findAmong(description('Sample Mouse', MOUSE, 1))).toBeNull();
    expect(await findAmong(description('Sample Handset', HANDSET, 1))).toBeNull();
  });

  it('is absent where nothing is plugged in', async () => {
    expect(await findAmong('')).toBeNull();
  });

  it('may have no name', () => {
    expect(headsetAmong([{ usagePage: 0x0b, usage: 0x05 }])).toEqual({ name: '' });
    expect(headsetAmong([])).toBeNull();
  });
});
