/** How a sheet is turned, in degrees clockwise. */
export type Turn = 0 | 90 | 180 | 270;

/**
 * Size of a sheet on the screen in CSS pixels: the whole sheet fits into the room at zoom 1. A turn by 90° swaps its sides.
 * `room` is what the view has to give, the sheet's own unit does not matter.
 */
export function fitted(
  sheet: { width: number; height: number },
  room: { width: number; height: number },
  turn: Turn,
  zoom: number,
): { width: number; height: number; scale: number } {
  const turned = turn === 90 || turn === 270 ? { width: sheet.height, height: sheet.width } : sheet;
  const scale = Math.max(0.01, Math.min(room.width / turned.width, room.height / turned.height)) * zoom;
  return { width: Math.round(turned.width * scale), height: Math.round(turned.height * scale), scale };
}
