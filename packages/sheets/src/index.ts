/** Pages of papers on a screen. */
export { fitted, type Turn } from './fitted.ts';
export { kept, layered } from './layered.ts';
export { openPage, type PageMime } from './open-page.ts';
export { openPictures, type OpenPictures, type PagePictures } from './page-pictures.ts';
export { openPdf } from './pdf-sheet.ts';
export type { PageText } from './page-texts.ts';
export { openForReading, type PageRaster, type Reading } from './open-reading.ts';
export { UnreadablePageError, type Sheet, type Sheets } from './sheet.ts';
export { useRoom } from './use-room.ts';
export { SheetCanvas, type SheetCanvasProps } from './sheet-canvas.tsx';
