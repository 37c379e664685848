import { expect, it } from '@jest/globals';
import { CopiedText } from './copied.ts';

function machine() {
  let held = '';
  const copied = new CopiedText({
    readText: () => held,
    clear() {
      held = '';
    },
  });
  return { copied, copy: (text: string) => (held = text), held: () => held };
}

it('takes out what was copied in the app', async () => {
  const { copied, copy, held } = machine();
  copy('髙橋﨑　一郎');
  await copied.noted();
  expect(await copied.clear()).toBe(true);
  expect(held()).toBe('');
});

it('leaves what came from elsewhere, before or since', async () => {
  const { copied, copy, held } = machine();
  copy('of another program');
  expect(await copied.clear()).toBe(false);
  copy('髙橋﨑　一郎');
  await copied.noted();
  copy('of another program');
  expect(await copied.clear()).toBe(false);
  expect(held()).toBe('of another program');
  // What was noted once is forgotten.
  copy('髙橋﨑　一郎');
  expect(await copied.clear()).toBe(false);
});
