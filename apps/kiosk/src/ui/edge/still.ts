import { MAX_STILL_BYTES } from '@mado/e2ee';

/** Enough to see who sits there, in pixels. */
const WIDTH = 320;
const QUALITIES = [0.8, 0.5, 0.3];

/** A small JPEG of what the camera sees now; null without a camera, or when its picture is too rich for the way it has to go. */
export async function takeStill(stream: MediaStream | null): Promise<Uint8Array | null> {
  const track = stream?.getVideoTracks().find(({ readyState, enabled }) => readyState === 'live' && enabled);
  if (track === undefined) return null;
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = new MediaStream([track]);
  const canvas = document.createElement('canvas');
  try {
    await video.play();
    canvas.width = WIDTH;
    canvas.height = Math.round((WIDTH * video.videoHeight) / Math.max(1, video.videoWidth));
    canvas.getContext('2d', { alpha: false })?.drawImage(video, 0, 0, canvas.width, canvas.height);
    for (const quality of QUALITIES) {
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
      if (blob !== null && blob.size <= MAX_STILL_BYTES) return new Uint8Array(await blob.arrayBuffer());
    }
    return null;
  } finally {
    video.srcObject = null;
    canvas.width = 0;
  }
}
