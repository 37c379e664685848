// Electron itself waits for an app's entry before it gets ready; a runtime that loads the app by a loader of its own does not.
// What the shell must do before `ready` is done here for it, as soon as anybody asks for Electron.
const Module = require('node:module');
const process = require('node:process');

const load = Module._load;
Module._load = function loadAndPrepare(request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  if (request === 'electron' && process.type === 'browser') {
    Module._load = load;
    loaded.app.enableSandbox();
    loaded.protocol.registerSchemesAsPrivileged([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
  }
  return loaded;
};
