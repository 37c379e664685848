/** Path of the RPC's WebSocket on a loopback host. Apart from `connect-host.ts`, because hosts know no `window`. */
export const RPC_PATH = '/rpc';
