import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mediaType, uiPathSteps } from './ui-files.ts';

describe('the path of a file of a user interface', () => {
  it('is taken apart into steps', () => {
    expect(uiPathSteps('/')).toEqual(['index.html']);
    expect(uiPathSteps('/assets/a-1.js')).toEqual(['assets', 'a-1.js']);
    expect(uiPathSteps('/%E7%AA%93.png')).toEqual(['窓.png']);
  });

  it.each([
    '',
    'a',
    '/..',
    '/../a',
    '/a/../b',
    '/./a',
    '//a',
    '/a//b',
    '/.a',
    '/a\\b',
    '/a\0',
    '/%',
    '/%2e%2e/a',
    '/c:/a',
  ])('refuses %j', (path) => expect(uiPathSteps(path)).toBeUndefined());

  it('never has a step that leads up or is absolute, whatever was asked', () => {
    const piece = fc.constantFrom('..', '.', '/', '\\', '%2e', '%2f', '%5c', '%00', 'a', ':', '%25', '窓');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        for (const step of uiPathSteps(`/${pieces.join('')}`) ?? []) {
          expect(step).not.toMatch(/^\.|[/\\\0:]|^$/);
        }
      }),
    );
  });

  it('has a type by its ending, and a harmless one when unknown', () => {
    expect(mediaType('a/B.JS')).toBe('text/javascript; charset=utf-8');
    expect(mediaType('a.exe')).toBe('application/octet-stream');
  });
});
