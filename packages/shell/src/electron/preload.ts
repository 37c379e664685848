import { ASK_FOR_HOST, BRIDGE_NAME, CLEAR_CLIPBOARD, HOST_PORT } from '@mado/rpc';
import { contextBridge, ipcRenderer } from 'electron';
import { ASK_CHANNEL, CLEAR_CHANNEL, COPIED_CHANNEL, PORT_CHANNEL } from './channels.ts';

/**
 * The whole bridge between the shell and its page: a mark that says that there is a shell, and MessagePorts to the host, one
 * when the page asks and one each time that the host was restarted; and the word that something was copied here, or is to go out of the clipboard.
 * The page gets no function of Electron.
 */
export function bridgeHost(): void {
  contextBridge.exposeInMainWorld(BRIDGE_NAME, Object.freeze({ shell: true }));
  window.addEventListener('message', (event) => {
    if (event.source !== window || event.origin !== window.location.origin) return;
    if (event.data === ASK_FOR_HOST) ipcRenderer.send(ASK_CHANNEL);
    if (event.data === CLEAR_CLIPBOARD) ipcRenderer.send(CLEAR_CHANNEL);
  });
  for (const type of ['copy', 'cut']) window.addEventListener(type, () => ipcRenderer.send(COPIED_CHANNEL), true);
  ipcRenderer.on(PORT_CHANNEL, (event) => {
    window.postMessage(HOST_PORT, window.location.origin, event.ports);
  });
}
