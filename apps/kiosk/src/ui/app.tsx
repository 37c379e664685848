import { applyDisplay, CatalogueProvider, textIn } from '@mado/ui';
import { useEffect, useSyncExternalStore } from 'react';
import type { Kiosk } from './edge/kiosk.ts';
import { KioskScreen } from './screens/kiosk-screen.tsx';

/** Draws the booth's state and hands every touch on. */
export function App({ kiosk }: { readonly kiosk: Kiosk }) {
  const state = useSyncExternalStore(kiosk.subscribe, kiosk.getSnapshot);
  const display = useSyncExternalStore(kiosk.display.subscribe, kiosk.display.getSnapshot);
  const self = useSyncExternalStore(kiosk.capture.subscribe, kiosk.capture.getSnapshot);
  const faces = useSyncExternalStore(kiosk.faces.subscribe, kiosk.faces.getSnapshot);
  const speaking = useSyncExternalStore(kiosk.speaking.subscribe, kiosk.speaking.getSnapshot);
  const enrolment = useSyncExternalStore(kiosk.enrolment.subscribe, kiosk.enrolment.getSnapshot);
  const papers = useSyncExternalStore(kiosk.shelf.subscribe, kiosk.shelf.getSnapshot);

  useEffect(() => {
    applyDisplay(document.documentElement, 'kiosk', display);
    document.title = textIn(display.language)('kiosk.document-title');
  }, [display]);

  useEffect(() => {
    const touched = () => kiosk.touched();
    window.addEventListener('pointerdown', touched);
    window.addEventListener('keydown', touched);
    return () => {
      window.removeEventListener('pointerdown', touched);
      window.removeEventListener('keydown', touched);
    };
  }, [kiosk]);

  return (
    <CatalogueProvider language={display.language}>
      <KioskScreen
        state={state}
        display={display}
        actions={kiosk.actions}
        pictures={{ self, faces, speaking }}
        papers={papers}
        level={kiosk.capture.level}
        enrolment={{ state: enrolment, actions: kiosk.enrolment.actions }}
        onTouched={() => kiosk.touched()}
      />
    </CatalogueProvider>
  );
}
