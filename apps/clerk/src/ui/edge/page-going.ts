/**
 * Calls back when the page may be about to go: it is loaded again, closed, or out of sight. `beforeunload` comes while the old page still
 * works, so that what takes a few milliseconds (sealing, sending) is through before the next page stands; by `pagehide` it may be too late for that.
 */
export function whenPageGoes(page: Pick<Window, 'addEventListener' | 'document'>, goes: () => void): void {
  for (const type of ['beforeunload', 'pagehide']) page.addEventListener(type, goes);
  page.document.addEventListener('visibilitychange', () => {
    if (page.document.visibilityState === 'hidden') goes();
  });
}
