import { PAGE_PROBLEMS } from '@mado/inspection';
import { Store, type TrayDocument, type TrayPage, type TraySnapshot } from '@mado/signaling';
import type { PageView, PaperView } from '../screens/views.ts';

/** Makes an address in this browser's memory for a page, and takes it back. */
export interface PictureAddresses {
  make(data: Uint8Array<ArrayBuffer>, mime: string): string;
  release(address: string): void;
}

export const blobAddresses: PictureAddresses = {
  make: (data, mime) => URL.createObjectURL(new Blob([data], { type: mime })),
  release: (address) => URL.revokeObjectURL(address),
};

/** Addresses that are held at once: the page that is looked at and its neighbours. A long document is not copied as a whole. */
const MAX_ADDRESSES = 4;

/**
 * The tray as pictures that the screen can show. A PDF has none here: the citizen gets it on paper.
 * Every address is taken back when its page goes or others are looked at, at the latest with `clear`.
 */
export class PaperShelf extends Store<readonly PaperView[]> {
  readonly #addresses: PictureAddresses;
  /** The one that was asked for last comes last. */
  readonly #made = new Map<Uint8Array<ArrayBuffer>, string>();

  constructor(addresses: PictureAddresses = blobAddresses) {
    super([]);
    this.#addresses = addresses;
  }

  show(tray: TraySnapshot): void {
    const shown = tray.documents.filter((document) => document.pages.every(isPicture));
    const present = new Set(shown.flatMap(({ pages }) => pages.map((page) => pictureOf(page)?.bytes)));
    for (const data of this.#made.keys()) if (!present.has(data)) this.#release(data);
    this.setSnapshot(shown.map((document) => this.#view(document)));
  }

  clear(): void {
    for (const data of this.#made.keys()) this.#release(data);
    this.setSnapshot([]);
  }

  #view({ documentId, title, origin, pages, complete }: TrayDocument): PaperView {
    const views = pages.map((page) => this.#page(page));
    // A document that is still being scanned shows the shape of its next page.
    return { documentId, title, origin, pages: views.length === 0 && !complete ? [{ phase: 'arriving' }] : views };
  }

  #page(page: TrayPage): PageView {
    if (page.state === 'damaged') {
      return { phase: PAGE_PROBLEMS.some((problem) => problem === page.problem) ? 'withheld' : 'damaged' };
    }
    const picture = pictureOf(page);
    return picture === null ? { phase: 'arriving' } : { phase: 'here', address: () => this.#address(picture) };
  }

  #address({ bytes, mime }: Picture): string {
    const address = this.#made.get(bytes) ?? this.#addresses.make(bytes, mime);
    this.#made.delete(bytes);
    this.#made.set(bytes, address);
    const [oldest] = this.#made.keys();
    if (oldest !== undefined && this.#made.size > MAX_ADDRESSES) this.#release(oldest);
    return address;
  }

  #release(data: Uint8Array<ArrayBuffer>): void {
    const address = this.#made.get(data);
    if (address !== undefined) this.#addresses.release(address);
    this.#made.delete(data);
  }
}

interface Picture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mime: string;
}

/** The page itself or, while it is on its way, its small picture. */
function pictureOf({ data, mime, preview }: TrayPage): Picture | null {
  if (data !== null) return { bytes: data, mime };
  return preview === null ? null : { bytes: preview, mime: 'image/jpeg' };
}

function isPicture({ mime }: TrayPage): boolean {
  return mime !== 'application/pdf';
}
