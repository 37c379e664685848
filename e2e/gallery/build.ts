import { buildGallery, type GalleryApp } from './gallery.ts';
import { chosenModes } from './chosen.ts';

const APPS: readonly GalleryApp[] = ['kiosk', 'clerk'];

/** Builds the galleries that the chosen modes need, side by side. */
export default async function build(): Promise<void> {
  const needed = APPS.filter((app) => chosenModes?.some((mode) => mode.startsWith(`${app}/`)) ?? true);
  await Promise.all(needed.map(buildGallery));
}
