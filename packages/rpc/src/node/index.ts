export { Refusal } from '../errors.ts';
export { type Backoff, HOST_BACKOFF, nextWait } from './backoff.ts';
export { DEVICE_KEY_FILE, type DeviceKey, DeviceKeyError, loadDeviceKey, SEALED_KEY_FILE } from './device-key.ts';
export { HostConfigError, readHostConfig, readShellConfig, ShellConfig } from './host-config.ts';
export { cookieName, LoopbackServer, type LoopbackOptions, type RefusedReason } from './loopback-server.ts';
export { contentSecurityPolicy, pageHeaders, type PagePolicy, socketOrigin } from './page-policy.ts';
export {
  NEW_WRAPPING_KEY,
  STOP_MESSAGE,
  UTILITY_READY,
  type WrappingKey,
  type WrappingKeyMessage,
} from './parent-port.ts';
export { parseReadyLine, ReadyLine } from './ready-line.ts';
export {
  type HostConfig,
  type HostContext,
  type HostDefinition,
  runHost,
  type RunningHost,
  type TroubleContext,
  UsageError,
} from './run-host.ts';
export { WRAPPING_KEY_BYTES } from './sealed-key.ts';
export { type CallContext, type Handlers, HostService, serve, type ServiceOptions } from './service.ts';
export { type HostExit, supervise, SupervisedHost, type SuperviseOptions } from './supervise.ts';
export { findUiFile, mediaType, type UiFile, uiPathSteps } from './ui-files.ts';
