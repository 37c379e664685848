import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { drawPerson } from './faces.ts';

const run = promisify(execFile);

/** Files that stand for one end's camera and microphone. */
export interface CaptureFiles {
  /** MJPEG, which Chromium plays at 30 frames a second, or Y4M, which says itself how many. */
  camera: string;
  /** WAV, 48 kHz mono. */
  microphone: string;
}

const FRAMES = 8;
const SENTENCES = {
  kiosk:
    'こんにちは。おっとの、そうさいひの、しんせいに、まいりました。ほけんしょうを、もってきました。よろしく、おねがいいたします。',
  clerk:
    'こんにちは。しみんとうろくかの、さとうです。ほんじつは、よろしくおねがいいたします。しょるいを、いちまいずつ、かくにんしてまいります。',
} as const;

const MJPEG = ['-pix_fmt', 'yuvj420p', '-c:v', 'mjpeg', '-q:v', '4'];
/**
 * What a camera gives: `usual` 1280×720; `small` 320×180, for what is not about pictures on a machine that is every end at once; `slow` the same half as
 * often, where even that is too much.
 */
const CAMERAS = {
  usual: { size: '1280:720', file: '2.mjpeg', made: MJPEG },
  small: { size: '320:180', file: '2-small.mjpeg', made: MJPEG },
  slow: { size: '320:180', file: '2-slow.y4m', made: ['-pix_fmt', 'yuv420p'] },
} as const;
export type Camera = keyof typeof CAMERAS;

/** Draws the pictures and speaks the sentences of both ends, once for a cache folder. */
export async function captureFiles(
  cache: string,
  camera: Camera = 'usual',
): Promise<Record<'kiosk' | 'clerk', CaptureFiles>> {
  await mkdir(cache, { recursive: true });
  const [kiosk, clerk] = await Promise.all([filesOf('kiosk', cache, camera), filesOf('clerk', cache, camera)]);
  return { kiosk, clerk };
}

async function filesOf(role: 'kiosk' | 'clerk', cache: string, camera: Camera): Promise<CaptureFiles> {
  const { size, file, made } = CAMERAS[camera];
  const files = { camera: join(cache, `${role}-${file}`), microphone: join(cache, `${role}-2.wav`) };
  if ((await exists(files.camera)) && (await exists(files.microphone))) return files;
  const work = await mkdtemp(join(cache, 'making-'));
  try {
    for (let frame = 0; frame < FRAMES; frame += 1) {
      const open = (1 - Math.cos((2 * Math.PI * frame) / FRAMES)) / 2;
      await sharp(Buffer.from(drawPerson(role, open)))
        .png()
        .toFile(join(work, `${String(frame)}.png`));
    }
    // The small sway makes every frame differ, as with a living person: an encoder has real work to do.
    const sway = `crop=1216:684:32+16*sin(2*PI*n/30):18+8*cos(2*PI*n/30),scale=${size}`;
    await run('ffmpeg', [
      ...['-loglevel', 'error', '-y', '-stream_loop', '-1', '-framerate', '8', '-i', join(work, '%d.png')],
      ...['-vf', `fps=15,${sway}`, '-t', '4', ...made, join(work, file)],
    ]);
    await run('espeak-ng', ['-v', 'ja', '-s', '140', '-w', join(work, 'speech.wav'), SENTENCES[role]]);
    await run('ffmpeg', [
      ...['-loglevel', 'error', '-y', '-i', join(work, 'speech.wav'), '-af', 'apad=pad_dur=1'],
      ...['-ar', '48000', '-ac', '1', join(work, 'microphone.wav')],
    ]);
    await rename(join(work, file), files.camera);
    await rename(join(work, 'microphone.wav'), files.microphone);
    return files;
  } finally {
    await rm(work, { recursive: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
