/** How long a screen may take to show what it is to show, on a machine that is every end at once, in milliseconds. */
export const SHOWN_WITHIN_MS = 40_000;
