import { RpcClient, type ClientOptions } from './client.ts';
import type { CarrierSource } from './carrier.ts';
import type { Contract } from './contract.ts';
import { messagePortCarrier } from './message-port-carrier.ts';
import { RPC_PATH } from './rpc-path.ts';
import { webSocketCarriers } from './web-socket-carrier.ts';

/** The preload's mark on `window`: this page runs in a shell that hands over MessagePorts. */
export const BRIDGE_NAME = 'madoShell';
/** `window.postMessage` from the page to the preload: bring me a port. */
export const ASK_FOR_HOST = 'mado:ask-for-host';
/** `window.postMessage` from the preload to the page; the port is in `event.ports`. */
export const HOST_PORT = 'mado:host-port';

/**
 * Connects the user interface to its host: through the shell's MessagePorts under Electron, else through the WebSocket of the host
 * that serves the page. The same bundle runs in both.
 */
export function connectHost<C extends Contract>(contract: C, options: ClientOptions = {}): RpcClient<C> {
  const source = BRIDGE_NAME in window ? shellPorts(window) : webSocketCarriers(webSocketUrl(window.location));
  return new RpcClient(contract, source, options);
}

/** The ports that the preload hands over: one when asked, and one more each time that the host was restarted. */
export function shellPorts(page: Window): CarrierSource {
  return (onCarrier) => {
    const receive = (event: MessageEvent): void => {
      const port = event.ports[0];
      // Only this page itself (its preload) may bring a port; a frame or an opener may not.
      if (event.source !== page || event.data !== HOST_PORT || !port) return;
      onCarrier(messagePortCarrier(port));
    };
    page.addEventListener('message', receive);
    page.postMessage(ASK_FOR_HOST, page.location.origin);
    return () => page.removeEventListener('message', receive);
  };
}

function webSocketUrl(location: Location): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${RPC_PATH}`;
}
