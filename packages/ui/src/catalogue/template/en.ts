import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const en: Translation<typeof ja> = {
  'missing-file': 'A file of the form is missing.',
  malformed: 'The settings of the form cannot be read. Use settings that were saved again.',
  'pdf-changed': 'This PDF is not the one that the fields were placed on. Use that one, or place the fields again.',
  'pdf-unreadable': 'This PDF cannot be opened. Make it again from the original document.',
  'pdf-encrypted': 'This PDF has a password. Use one without a password.',
  'pdf-too-long': 'This PDF is too large. It may have 20 pages and 10 MB at most.',
  'pdf-bomb': 'This PDF unpacks to far too much to be used. Make it again from the original document.',
  'pdf-active':
    'This PDF holds a script, a file or an action, so it cannot be used. Make it again with “Print to PDF”.',
  'page-turned': 'A page is turned. Save it the right way up.',
  'page-missing': 'The page of a field is not in the PDF.',
  'box-outside-page': 'A field reaches outside its page. Move it inside.',
  'unknown-common-field': 'A field uses a common field that does not exist. Choose another.',
  'wrong-type': 'The kind of a field does not go with its common field. Choose another of either.',
  'bad-expression': 'What a field prints is not written correctly.',
  'unknown-choice': 'A field uses a choice that its common field does not have. Choose another.',
  'duplicate-template': 'There is already a form of this name. Give it another.',
};
