/** From the preload: the page wants a line to the host. */
export const ASK_CHANNEL = 'mado:ask-for-host';
/** To the preload: a line, as a MessagePort. */
export const PORT_CHANNEL = 'mado:host-port';
