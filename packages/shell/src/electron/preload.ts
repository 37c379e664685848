import { ASK_FOR_HOST, BRIDGE_NAME, HOST_PORT } from '@mado/rpc';
import { contextBridge, ipcRenderer } from 'electron';
import { ASK_CHANNEL, PORT_CHANNEL } from './channels.ts';

/**
 * The whole bridge between the shell and its page: a mark that says that there is a shell, and MessagePorts to the host, one
 * when the page asks and one each time that the host was restarted. The page gets no function of Electron.
 */
export function bridgeHost(): void {
  contextBridge.exposeInMainWorld(BRIDGE_NAME, Object.freeze({ shell: true }));
  window.addEventListener('message', (event) => {
    if (event.source === window && event.origin === window.location.origin && event.data === ASK_FOR_HOST) {
      ipcRenderer.send(ASK_CHANNEL);
    }
  });
  ipcRenderer.on(PORT_CHANNEL, (event) => {
    window.postMessage(HOST_PORT, window.location.origin, event.ports);
  });
}
