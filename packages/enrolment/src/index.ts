export {
  type DeviceDescription,
  deviceHandlers,
  type DeviceHandlers,
  type DeviceHandlersOptions,
} from './host/device-handlers.ts';
export { deviceInTrouble, type DeviceInTroubleOptions, troubleOf } from './host/trouble.ts';
export {
  type Authority,
  DeviceStore,
  type Enrolment,
  ENROLMENT_FILE,
  type KeyInStore,
  revocationsFile,
} from './store/device-store.ts';
export { DeviceStoreError, type StoreFault } from './store/store-error.ts';
export { type Disk, readWhole, realDisk, writeWhole } from './store/whole-file.ts';
export { type Block, type BlockKind, readBlocks, writeBlock } from './text/block.ts';
export { authorityFingerprint, requestFingerprint } from './text/fingerprint.ts';
export { AuthorityError } from './ca/authority-error.ts';
export { AuthorityOffice, lookAtOffice, type OfficeView } from './ca/authority-office.ts';
