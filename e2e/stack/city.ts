import { type Authority, AuthorityOffice, DeviceStore } from '@mado/enrolment';
import { readEnrolmentRequest } from '@mado/e2ee';
import { loadDeviceKey } from '@mado/rpc/node';
import { join } from 'node:path';
import type { Role } from './parts.ts';

/** The devices of the city that the stack plays. */
export const CITY_DEVICES: Readonly<Record<Role, { deviceId: string; role: 'kiosk' | 'clerk'; name: string }>> = {
  kiosk: { deviceId: 'kiosk-1', role: 'kiosk', name: '窓野市民センター' },
  clerk: { deviceId: 'clerk-1', role: 'clerk', name: '佐藤' },
  clerk2: { deviceId: 'clerk-2', role: 'clerk', name: '高橋' },
};

/** Folder of the city's authority below the stack's. */
export const AUTHORITY_DIR = 'authority';
/** Opens the authority's key. */
export const AUTHORITY_PASSPHRASE = 'a passphrase of tests alone';

/** Makes a city's authority and enrols each device in its data folder, as `mado-ca` and the enrolment screen do. */
export async function enrolDevices(dir: string, roles: readonly Role[]): Promise<Authority> {
  const office = await AuthorityOffice.create(join(dir, AUTHORITY_DIR), 'madono', AUTHORITY_PASSPHRASE);
  const { authority } = office;
  for (const role of roles) {
    const dataDir = join(dir, role);
    const now = Date.now();
    const store = await DeviceStore.open(dataDir, await loadDeviceKey(dataDir));
    const request = readEnrolmentRequest(await store.request({ ...CITY_DEVICES[role], requestedAt: now }));
    if (!request.ok) throw new Error(`no request of ${role}: ${request.fault}`);
    const certificate = await office.approve(request.value, { now, days: 365, replace: false });
    const enrolled = await store.enrol({ authority, certificate }, now);
    if (!enrolled.ok) throw new Error(`${role} is not enrolled: ${enrolled.fault}`);
  }
  office.close();
  return authority;
}
