import type { Turn } from './fitted.ts';
import type { Sheet } from './sheet.ts';

/** A sheet that stays the same, with its last picture kept: drawn anew only at another size or turn. */
export function kept(sheet: Sheet): Sheet {
  let last: { scale: number; turn: Turn; picture: HTMLCanvasElement } | undefined;
  return {
    width: sheet.width,
    height: sheet.height,
    async draw(canvas, scale, turn, signal) {
      if (last?.scale !== scale || last.turn !== turn) {
        const picture = document.createElement('canvas');
        await sheet.draw(picture, scale, turn, signal);
        last = { scale, turn, picture };
      }
      canvas.width = last.picture.width;
      canvas.height = last.picture.height;
      canvas.getContext('2d', { alpha: false })?.drawImage(last.picture, 0, 0);
    },
  };
}

/** Two sheets of one size as one: `above` lies on `below` and has no ground of its own. */
export function layered(below: Sheet, above: Sheet): Sheet {
  return {
    width: below.width,
    height: below.height,
    async draw(canvas, scale, turn, signal) {
      const [ground, ink] = [document.createElement('canvas'), document.createElement('canvas')];
      await Promise.all([below.draw(ground, scale, turn, signal), above.draw(ink, scale, turn, signal)]);
      signal.throwIfAborted();
      canvas.width = ground.width;
      canvas.height = ground.height;
      const brush = canvas.getContext('2d', { alpha: false });
      brush?.drawImage(ground, 0, 0);
      brush?.drawImage(ink, 0, 0);
      // Frees the pictures at once instead of at some later collection.
      ground.width = ink.width = 0;
    },
  };
}
