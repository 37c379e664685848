import { Audit } from '../audit/audit.ts';
import { systemClock, type Clock } from '../clock.ts';
import type { LoadedConfig } from '../config/load.ts';
import { createLogger } from '../log.ts';
import { openDatabase } from '../store/database.ts';
import { DeviceRows } from '../store/devices.ts';
import { Enrolment } from './enrolment.ts';
import { devicesView } from './handlers.ts';
import { DeviceRegister } from './register.ts';
import type { DevicesView } from '@mado/signaling/wire';

/** The devices of a data folder without the server around them. */
export interface OfflineDevices {
  readonly enrolment: Enrolment;
  /** Who is connected only the server knows: nobody, here. */
  readonly view: () => DevicesView;
}

/** A running server beside sees what was written within a second (`LOOK_MS`). @throws {AuditKeyError} */
export function withDevices<T>(
  { server }: Pick<LoadedConfig, 'server'>,
  act: (devices: OfflineDevices) => T,
  clock: Clock = systemClock,
): T {
  const { dataDir } = server;
  const database = openDatabase(dataDir);
  const audit = Audit.open({ dataDir, database, clock, log: createLogger('warn') });
  try {
    const rows = new DeviceRows(database, Buffer.from(server.authority.publicKey, 'base64'));
    const register = new DeviceRegister(server, rows);
    const enrolment = new Enrolment({
      register,
      rows,
      now: () => clock.now(),
      codeLifeMs: server.enrolmentCodeMinutes * 60_000,
      record: (entry) => audit.append(entry),
    });
    return act({ enrolment, view: () => devicesView({ clock, register, enrolment, isHere: () => false }) });
  } finally {
    audit.close();
    database.close();
  }
}
