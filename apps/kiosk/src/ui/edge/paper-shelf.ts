import { Store, type TrayDocument, type TrayPage, type TraySnapshot } from '@mado/signaling';
import type { PaperView } from '../screens/views.ts';

/** Makes an address in this browser's memory for a page, and takes it back. */
export interface PictureAddresses {
  make(data: Uint8Array<ArrayBuffer>, mime: string): string;
  release(address: string): void;
}

export const blobAddresses: PictureAddresses = {
  make: (data, mime) => URL.createObjectURL(new Blob([data], { type: mime })),
  release: (address) => URL.revokeObjectURL(address),
};

/**
 * The tray as pictures that the screen can show. A PDF has none here: the citizen gets it on paper.
 * Every address is taken back when its page goes, at the latest with `clear`.
 */
export class PaperShelf extends Store<readonly PaperView[]> {
  readonly #addresses: PictureAddresses;
  readonly #made = new Map<Uint8Array<ArrayBuffer>, string>();

  constructor(addresses: PictureAddresses = blobAddresses) {
    super([]);
    this.#addresses = addresses;
  }

  show(tray: TraySnapshot): void {
    const shown = tray.documents.filter((document) => document.pages.every(isPicture));
    const present = new Set(shown.flatMap(({ pages }) => pages.map((page) => pictureOf(page)?.bytes)));
    for (const [data, address] of this.#made) {
      if (present.has(data)) continue;
      this.#addresses.release(address);
      this.#made.delete(data);
    }
    this.setSnapshot(shown.map((document) => this.#view(document)));
  }

  clear(): void {
    for (const address of this.#made.values()) this.#addresses.release(address);
    this.#made.clear();
    this.setSnapshot([]);
  }

  #view({ documentId, title, origin, pages, complete }: TrayDocument): PaperView {
    const pictures = pages.map((page) => this.#address(page));
    // A document that is still being scanned shows the shape of its next page.
    return { documentId, title, origin, pages: pictures.length === 0 && !complete ? [null] : pictures };
  }

  #address(page: TrayPage): string | null {
    const picture = pictureOf(page);
    if (picture === null || page.state === 'damaged') return null;
    const known = this.#made.get(picture.bytes);
    if (known !== undefined) return known;
    const address = this.#addresses.make(picture.bytes, picture.mime);
    this.#made.set(picture.bytes, address);
    return address;
  }
}

/** The page itself or, while it is on its way, its small picture. */
function pictureOf({ data, mime, preview }: TrayPage): { bytes: Uint8Array<ArrayBuffer>; mime: string } | null {
  if (data !== null) return { bytes: data, mime };
  return preview === null ? null : { bytes: preview, mime: 'image/jpeg' };
}

function isPicture({ mime }: TrayPage): boolean {
  return mime !== 'application/pdf';
}
