import { setFlagsFromString } from 'node:v8';

/*
 * Set before anything else is loaded: what is loaded after it, the libraries too, leaves less behind. The young heap stays as small as it begins
 * and the old one grows by less each time. The compiler in the middle is left out: it works in threads of its own, each of which keeps the room
 * that it once took, and what it saves is a millisecond and a half for six forms (`scripts/bench forms`).
 */
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--heap-growing-percent=60');
setFlagsFromString('--no-maglev');
