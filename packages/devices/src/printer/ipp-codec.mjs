// The library ships no types; its declarations stand beside this file. It is CommonJS, so its parts are named here once.
import ipp from '@sealsystems/ipp';

export const parse = ipp.parse;
export const serialize = ipp.serialize;
