import { expect, it } from '@jest/globals';
import { DocumentId, type SessionMessage } from './content.ts';
import { Stage, type StagePaper } from './stage.ts';

const documentId = DocumentId.parse(crypto.randomUUID());

it('stands on both screens as the clerk shows it, until it is taken away or its document goes', async () => {
  const shown: (StagePaper | null)[] = [];
  const kiosk = new Stage(() => Promise.resolve(1));
  kiosk.on('shown', (paper) => shown.push(paper));
  const clerk = new Stage((message: SessionMessage) => {
    kiosk.handleMessage(message);
    return Promise.resolve(1);
  });
  await clerk.show({ documentId, page: 3 });
  expect(clerk.getSnapshot()).toEqual({ documentId, page: 3 });
  kiosk.handleMessage({ type: 'document.removed', documentId: DocumentId.parse(crypto.randomUUID()) });
  expect(kiosk.getSnapshot()).toEqual({ documentId, page: 3 });
  kiosk.handleMessage({ type: 'document.removed', documentId });
  await clerk.show({ documentId, page: 0 });
  await clerk.show(null);
  expect(shown).toEqual([{ documentId, page: 3 }, null, { documentId, page: 0 }, null]);
});
