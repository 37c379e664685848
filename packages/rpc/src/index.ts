export type { Carrier, CarrierReceiver, CarrierSource } from './carrier.ts';
export { type CallOptions, type ClientOptions, type HostState, RpcClient } from './client.ts';
export { CLEAR_CLIPBOARD, type PageClipboard, watchClipboard } from './clipboard.ts';
export { ASK_FOR_HOST, BRIDGE_NAME, connectHost, HOST_PORT, shellPorts } from './connect-host.ts';
export * from './contract.ts';
export {
  BadAnswerError,
  CallRefusedError,
  ClientClosedError,
  DeadlineError,
  HostAwayError,
  HostLostError,
  isHostGone,
  Refusal,
} from './errors.ts';
export type { InvalidMessage } from './frame.ts';
export { type DomPort, type MainPort, messagePortCarrier } from './message-port-carrier.ts';
export { RPC_PATH } from './rpc-path.ts';
export { untilAnswered } from './until-answered.ts';
export { type ReconnectOptions, type Socket, webSocketCarrier, webSocketCarriers } from './web-socket-carrier.ts';
