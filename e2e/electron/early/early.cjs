// Electron itself waits for an app's entry before it gets ready; a runtime that loads the app by a loader of its own does not.
// What the shell must do before `ready` is done here for it, as soon as anybody asks for Electron.
const Module = require('node:module');
const process = require('node:process');

/** Older runtimes know the same key store by calls that wait for it. */
function askSafeStorageWithoutWaiting(safeStorage) {
  if (typeof safeStorage.isAsyncEncryptionAvailable === 'function') return;
  safeStorage.isAsyncEncryptionAvailable = async () => safeStorage.isEncryptionAvailable();
  safeStorage.encryptStringAsync = async (text) => safeStorage.encryptString(text);
  safeStorage.decryptStringAsync = async (sealed) => ({
    result: safeStorage.decryptString(sealed),
    shouldReEncrypt: false,
  });
}

const load = Module._load;
Module._load = function loadAndPrepare(request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  if (request === 'electron' && process.type === 'browser') {
    Module._load = load;
    // A runtime that starts with a clean environment: where the app keeps its data, and the bus of a test's key ring.
    const { MADO_TEST_APP_DATA: appData, MADO_TEST_BUS: bus } = process.env;
    if (appData) loaded.app.setPath('appData', appData);
    if (bus) process.env.DBUS_SESSION_BUS_ADDRESS = bus;
    askSafeStorageWithoutWaiting(loaded.safeStorage);
    loaded.app.enableSandbox();
    loaded.protocol.registerSchemesAsPrivileged([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
  }
  return loaded;
};
