/** From the preload: something was copied in the page. */
export const COPIED_CHANNEL = 'mado:copied';
/** From the preload: what was copied in the page goes out of the clipboard. */
export const CLEAR_CHANNEL = 'mado:clear-clipboard';
/** From the preload: the page wants a line to the host. */
export const ASK_CHANNEL = 'mado:ask-for-host';
/** To the preload: a line, as a MessagePort. */
export const PORT_CHANNEL = 'mado:host-port';
