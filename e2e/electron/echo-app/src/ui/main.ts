import { connectHost, type RpcClient } from '@mado/rpc';
import { type EchoContract, echoContract } from '../contract.ts';

declare global {
  interface Window {
    /** The page's line to its host, for the tests to call. */
    echoHost: RpcClient<EchoContract>;
  }
}

window.echoHost = connectHost(echoContract);
const show = (): void => document.querySelector('#state')?.replaceChildren(window.echoHost.state);
window.echoHost.subscribe(show);
show();
