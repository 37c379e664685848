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

// As the clerk's page does both: a button before the hidden field, and a link to bytes that the page made itself.
document.querySelector('#choose')?.addEventListener('click', () => {
  document.querySelector<HTMLInputElement>('#file')?.click();
});
document.querySelector('#save')?.setAttribute('href', URL.createObjectURL(new Blob(['窓から'])));
