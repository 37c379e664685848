import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FormValues, type CommandSender, type SessionPlace } from '@mado/signaling';
import type { ClerkHost } from './clerk-host.ts';
import { FormWork } from './form-work.ts';
import { whenPageGoes } from './page-going.ts';
import { RecentPapers } from './recent-papers.ts';

/** A page of which one can say that it goes. */
class Page extends EventTarget {
  readonly document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
}

function scene() {
  const form = new FormValues(() => Promise.resolve(1));
  const storage = { getItem: () => null, setItem: () => undefined };
  const host = { call: () => new Promise(() => undefined) };
  const work = new FormWork({
    host: host as unknown as ClerkHost,
    recent: new RecentPapers(storage as unknown as Storage),
    noteSaved: () => Promise.resolve(),
    sitting: () => null,
    desks: () => [],
  });
  const page = new Page();
  whenPageGoes(page as unknown as Window, () => work.keepNow());
  work.follow({ form } as unknown as SessionPlace<CommandSender>);
  return { page, work, kept: () => form.getSnapshot().values['applicant.name'] };
}

beforeEach(() => {
  jest.useFakeTimers();
  const reportError = (error: unknown) => {
    throw error;
  };
  Object.assign(globalThis, { reportError, window: globalThis });
});
afterEach(() => void jest.useRealTimers());

describe('what is typed into a form', () => {
  it('goes to the session’s channel after a pause', () => {
    const { work, kept } = scene();
    work.type('applicant.name', '髙橋');
    expect(kept()).toBeUndefined();
    jest.advanceTimersByTime(1_000);
    expect(kept()).toBe('髙橋');
  });

  it.each(['beforeunload', 'pagehide'])('goes there at once when the page goes (%s)', (type) => {
    const { page, work, kept } = scene();
    work.type('applicant.name', '髙橋﨑');
    page.dispatchEvent(new Event(type));
    expect(kept()).toBe('髙橋﨑');
  });

  it('goes there at once when the page is hidden, and not when it is shown', () => {
    const { page, work, kept } = scene();
    work.type('applicant.name', '髙');
    page.document.dispatchEvent(new Event('visibilitychange'));
    expect(kept()).toBeUndefined();
    page.document.visibilityState = 'hidden';
    page.document.dispatchEvent(new Event('visibilitychange'));
    expect(kept()).toBe('髙');
  });

  it('is kept nowhere by a page that goes after the session', () => {
    const { page, work, kept } = scene();
    work.type('applicant.name', '髙橋');
    work.clear();
    page.dispatchEvent(new Event('pagehide'));
    expect(kept()).toBeUndefined();
  });
});
