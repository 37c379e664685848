import { isOwnAddress } from './page.ts';

/** A page asks for, or is checked for, something that Chromium guards. */
export interface PermissionQuestion {
  /** Electron's word for it, e.g. `media`, `notifications`, `geolocation`. */
  readonly permission: string;
  /** Address or origin of who asks. */
  readonly requester: string;
  readonly isMainFrame: boolean;
  /** What `media` is about. None is said when a page only lists its devices. */
  readonly media: readonly string[];
}

/** Camera and microphone for the app's own page; nothing else, and nothing for anybody else. */
export function mayHave(question: PermissionQuestion): boolean {
  return (
    question.permission === 'media' &&
    question.isMainFrame &&
    isOwnAddress(question.requester) &&
    question.media.every((kind) => kind === 'audio' || kind === 'video' || kind === 'unknown')
  );
}
