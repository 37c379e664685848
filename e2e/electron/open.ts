import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { OpenedApp } from '../stack/browser.ts';
import { watch } from '../stack/measure.ts';
import type { CaptureFiles } from '../stack/media-files.ts';
import { launchApp } from './launch.ts';

/**
 * Opens an app in Electron as `openInChromium` does in Chromium. Electron starts the host itself, so a host of the stack's own with the
 * same configuration must have been stopped before.
 */
export async function openInElectron(
  role: 'kiosk' | 'clerk',
  options: { readonly configFile: string; readonly capture: CaptureFiles; readonly spki: string },
): Promise<OpenedApp> {
  const config = z.record(z.string(), z.unknown()).parse(JSON.parse(await readFile(options.configFile, 'utf8')));
  const shell = { mode: 'window', pinnedKeys: [options.spki] };
  await writeFile(options.configFile, JSON.stringify({ ...config, shell }));
  const { app, page } = await launchApp(role, {
    configFile: options.configFile,
    args: [
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${options.capture.camera}`,
      `--use-file-for-fake-audio-capture=${options.capture.microphone}`,
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
    ],
  });
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  // The page is there already: what must run before its scripts runs on a second loading.
  await watch(app.context());
  await page.reload();
  return { page, problems, close: () => app.close() };
}
