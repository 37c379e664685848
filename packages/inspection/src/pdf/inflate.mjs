// The library is CommonJS without types of its own; what is used of it is named here once.
import pako from 'pako';

export const Inflate = pako.Inflate;
/** Gives out what there is at the end of the input, also of a part that is cut off. */
export const SYNC_FLUSH = 2;
