import { PAGE_PROBLEMS } from '@mado/inspection';
import type { Sheets } from '@mado/sheets';
import { Store, type TrayDocument, type TrayPage, type TraySnapshot } from '@mado/signaling';
import type { PaperView, SideView } from '../screens/views.ts';

/** Makes an address in this browser's memory for a page, and takes it back. */
export interface PictureAddresses {
  make(data: Uint8Array<ArrayBuffer>, mime: string): string;
  release(address: string): void;
}

export const blobAddresses: PictureAddresses = {
  make: (data, mime) => URL.createObjectURL(new Blob([data], { type: mime })),
  release: (address) => URL.revokeObjectURL(address),
};

/** Opens a PDF as sheets. Rejects when it is none. */
export type OpenPdf = (bytes: Uint8Array<ArrayBuffer>) => Promise<Sheets>;

/** Addresses that are held at once: the page that is looked at and some around it. A long document is not copied as a whole. */
const MAX_ADDRESSES = 4;

/** What is held of a page that can be looked at. */
interface Held {
  /** Null while a PDF is being opened, and for one that cannot be. */
  sides: readonly SideView[] | null;
  letGo(): void;
}

/**
 * The tray as sides of paper that the screen can show: addresses of pictures, and the sheets of PDF. Every one is let go of when its page
 * goes or others are looked at, at the latest with `clear`.
 */
export class PaperShelf extends Store<readonly PaperView[]> {
  readonly #openPdf: OpenPdf;
  readonly #addresses: PictureAddresses;
  readonly #held = new Map<Uint8Array<ArrayBuffer>, Held>();
  /** By the page's bytes; the one that was asked for last comes last. */
  readonly #made = new Map<Uint8Array<ArrayBuffer>, string>();
  #tray: TraySnapshot = { documents: [] };

  constructor(openPdf: OpenPdf, addresses: PictureAddresses = blobAddresses) {
    super([]);
    this.#openPdf = openPdf;
    this.#addresses = addresses;
  }

  show(tray: TraySnapshot): void {
    this.#tray = tray;
    const present = new Set(tray.documents.flatMap(({ pages }) => pages.map((page) => contentOf(page)?.bytes)));
    for (const [data, held] of this.#held) {
      if (present.has(data)) continue;
      held.letGo();
      this.#held.delete(data);
    }
    this.setSnapshot(tray.documents.map((document) => this.#view(document)));
  }

  clear(): void {
    for (const held of this.#held.values()) held.letGo();
    this.#held.clear();
    this.#tray = { documents: [] };
    this.setSnapshot([]);
  }

  #view({ documentId, title, origin, pages, complete }: TrayDocument): PaperView {
    const sides = pages.flatMap((page): readonly (SideView | null)[] => this.#sides(page) ?? [null]);
    // A document that is still being scanned shows the shape of its next page.
    return { documentId, title, origin, pages: sides.length === 0 && !complete ? [null] : sides };
  }

  #sides(page: TrayPage): readonly SideView[] | null {
    if (page.state === 'damaged') {
      return [{ kind: PAGE_PROBLEMS.some((problem) => problem === page.problem) ? 'withheld' : 'damaged' }];
    }
    const content = contentOf(page);
    if (content === null) return null;
    const known = this.#held.get(content.bytes);
    if (known !== undefined) return known.sides;
    const held = content.mime === 'application/pdf' ? this.#sheets(content.bytes) : this.#picture(content);
    this.#held.set(content.bytes, held);
    return held.sides;
  }

  #picture(content: Content): Held {
    return {
      sides: [{ kind: 'picture', address: () => this.#address(content) }],
      letGo: () => this.#release(content.bytes),
    };
  }

  #address({ bytes, mime }: Content): string {
    const address = this.#made.get(bytes) ?? this.#addresses.make(bytes, mime);
    this.#made.delete(bytes);
    this.#made.set(bytes, address);
    const [oldest] = this.#made.keys();
    if (oldest !== undefined && this.#made.size > MAX_ADDRESSES) this.#release(oldest);
    return address;
  }

  #release(bytes: Uint8Array<ArrayBuffer>): void {
    const address = this.#made.get(bytes);
    if (address !== undefined) this.#addresses.release(address);
    this.#made.delete(bytes);
  }

  /** Sheets come later; one that was let go of meanwhile is closed as soon as it is open. */
  #sheets(bytes: Uint8Array<ArrayBuffer>): Held {
    let wanted = true;
    const held: Held = { sides: null, letGo: () => (wanted = false) };
    this.#openPdf(bytes).then(
      (opened) => {
        if (!wanted) {
          opened.release();
          return;
        }
        held.sides = opened.sheets.map((sheet) => ({ kind: 'sheet', sheet }));
        held.letGo = () => opened.release();
        this.show(this.#tray);
      },
      (error: unknown) => {
        if (wanted) reportError(error);
      },
    );
    return held;
  }
}

interface Content {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mime: string;
}

/** The page itself or, while it is on its way, its small picture. */
function contentOf({ data, mime, preview }: TrayPage): Content | null {
  if (data !== null) return { bytes: data, mime };
  return preview === null ? null : { bytes: preview, mime: 'image/jpeg' };
}
