import { describe, expect, it } from '@jest/globals';
import { CallRefusedError, HostLostError } from '@mado/rpc';
import { languages, textIn } from '@mado/ui';
import { FOLDER_PROBLEMS } from '../../contract/index.ts';
import { saveForms } from './form-saving.ts';

/** What was done, in its order; `fails`: what happens instead of one of them. */
function scene(fails: Readonly<Record<string, Error>> = {}) {
  const done: string[] = [];
  const step = <T>(name: string, answer: T): Promise<T> => {
    done.push(name);
    return fails[name] ? Promise.reject(fails[name]) : Promise.resolve(answer);
  };
  const reported: unknown[] = [];
  const steps = {
    prepare: () => step('prepare', {}),
    note: () => step('note', undefined),
    commit: () => step('commit', { files: ['a.pdf', 'b.pdf'] }),
    drop: () => step('drop', {}),
  };
  return { done, reported, save: () => saveForms(steps, (error) => reported.push(error)) };
}

describe('saving forms into the department’s folder', () => {
  it('has the line in the audit log before any file has its name', async () => {
    const { done, save } = scene();
    expect(await save()).toEqual({ phase: 'saved', files: ['a.pdf', 'b.pdf'] });
    expect(done).toEqual(['prepare', 'note', 'commit']);
  });

  it('saves nothing when the line cannot be written', async () => {
    const { done, reported, save } = scene({ note: new Error('internal') });
    expect(await save()).toEqual({ phase: 'failed', cause: 'not-recorded' });
    expect(done).toEqual(['prepare', 'note', 'drop']);
    expect(reported).toHaveLength(1);
  });

  it('records nothing when the folder cannot be written to', async () => {
    const { done, save } = scene({ prepare: new CallRefusedError('', 'folder-full', '') });
    expect(await save()).toEqual({ phase: 'failed', cause: 'folder-full' });
    expect(done).toEqual(['prepare']);
  });

  it('does not say that nothing was saved when it does not know', async () => {
    const { save } = scene({ commit: new HostLostError('forms.commitSave') });
    expect(await save()).toEqual({ phase: 'failed', cause: 'unsure' });
  });

  it.each(FOLDER_PROBLEMS)('has words for %s in every language', (problem) => {
    expect(new Set(languages.map((language) => textIn(language)(`save.${problem}`))).size).toBe(languages.length);
  });
});
