import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const en: Translation<typeof ja> = {
  open: 'Save to the department’s folder',
  what: 'These forms are saved as they are filled in now.',
  where: 'Where',
  stays:
    'They stay in the folder when the data of this conversation is erased. The audit log keeps who saved which forms of which conversation (not what is in them).',
  start: 'Save',
  cancel: 'Cancel',
  saving: 'Saving',
  saved: 'Saved to the department’s folder: {file}',
  'saved.several': '{count} saved to the department’s folder: {file} and more',
  again: 'Save once more',
  'folder-away': 'Nothing was saved. The department’s folder does not answer. Check the connection to the share.',
  'folder-closed': 'Nothing was saved. This PC may not write to the department’s folder. Ask the IT staff.',
  'folder-full': 'Nothing was saved. There is not enough space in the department’s folder.',
  'folder-failed': 'Nothing was saved. The department’s folder could not be written to. Try again.',
  'not-recorded': 'Nothing was saved. The audit log could not be written. Check the connection and try again.',
  'not-filled': 'Nothing was saved. The forms could not be made. Try again.',
  unsure: 'It is not known whether the saving was finished. Look into the department’s folder.',
};
