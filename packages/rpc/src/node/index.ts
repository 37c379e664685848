export { DEVICE_KEY_FILE, type DeviceKey, DeviceKeyError, loadDeviceKey } from './device-key.ts';
