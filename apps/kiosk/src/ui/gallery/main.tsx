import '@mado/ui/styles.css';
import '@mado/enrolment-ui/styles.css';
import '../styles/index.css';
import { firstEnrolment } from '@mado/enrolment-ui';
import { openPdf, type Sheet } from '@mado/sheets';
import { applyDisplay, CatalogueProvider, isLanguage, type DisplaySettings } from '@mado/ui';
import { createRoot } from 'react-dom/client';
import formUrl from '../../../../../procedures/sample-city/templates/funeral-benefit/form.pdf?url';
import { KioskScreen } from '../screens/kiosk-screen.tsx';
import type { KioskActions } from '../screens/actions.ts';
import { personStream, samplePage } from './pictures.ts';
import { sampleFaces } from './faces.ts';
import { samples } from './samples.ts';

const nothing = () => undefined;
const enrolmentActions = {
  type: nothing,
  press: nothing,
  erase: nothing,
  send: nothing,
  compare: nothing,
  again: nothing,
  readAgain: nothing,
  askSetAside: nothing,
  setAside: nothing,
  putOffExpiry: nothing,
};
const actions: KioskActions = {
  start: nothing,
  chooseDesk: nothing,
  chooseProcedure: nothing,
  chooseBooking: nothing,
  pressDigit: nothing,
  eraseDigit: nothing,
  bookingNext: nothing,
  chooseWalkIn: nothing,
  agree: nothing,
  back: nothing,
  retryCapture: nothing,
  checkIn: nothing,
  askToLeave: nothing,
  stay: nothing,
  leave: nothing,
  finish: nothing,
  signal: nothing,
  showPaper: nothing,
  hidePaper: nothing,
  card: { agree: nothing, refuse: nothing, press: nothing, erase: nothing, enter: nothing, putAway: nothing },
  stopWork: nothing,
  callHelp: nothing,
  helpDone: nothing,
  changeDisplay: nothing,
  faceElement: nothing,
  soundRefused: nothing,
  allowSound: nothing,
};

/** A sheet of the council's own form, opened when it is drawn: most samples show none. */
function sampleForm(): Sheet {
  let opened: Promise<Sheet> | null = null;
  const open = async () => {
    const { sheets } = await openPdf(new Uint8Array(await (await fetch(formUrl)).arrayBuffer()));
    const [sheet] = sheets;
    if (sheet === undefined) throw new Error('the form has no sheet');
    return sheet;
  };
  // A4 in points.
  const size = { width: 595.28, height: 841.89 };
  return { ...size, draw: async (...how) => (await (opened ??= open())).draw(...how) };
}

/** `gallery.html?sample=call&language=en&large&contrast`; without a sample, a list of links. */
async function show(): Promise<void> {
  const root = document.getElementById('kiosk');
  if (root === null) throw new Error('the page has no place for the screen');
  const query = new URLSearchParams(location.search);
  const name = query.get('sample') ?? '';
  // Drawing and packing the page takes longer than most screens do, and only those of a call show it.
  const all = samples(name.startsWith('call') ? await samplePage() : '', sampleForm());
  const sample = all[name];
  if (sample === undefined) {
    document.body.dataset['once'] = Object.keys(all)
      .filter((name) => all[name]?.once)
      .join(' ');
    document.body.dataset['samples'] = Object.keys(all).join(' ');
    createRoot(root).render(
      <ul>
        {Object.keys(all).map((name) => (
          <li key={name}>
            <a href={`?sample=${name}`}>{name}</a>
          </li>
        ))}
      </ul>,
    );
    return;
  }
  const language = query.get('language') ?? 'ja';
  const display: DisplaySettings = {
    language: isLanguage(language) ? language : 'ja',
    largePrint: query.has('large'),
    highContrast: query.has('contrast'),
  };
  applyDisplay(document.documentElement, 'kiosk', display);
  const { state } = sample;
  const camera = state.capture.phase === 'ready' && state.capture.camera;
  createRoot(root).render(
    <CatalogueProvider language={display.language}>
      <KioskScreen
        state={state}
        display={display}
        actions={actions}
        pictures={{
          self: camera ? personStream('citizen') : null,
          faces: sample.faceComing ? [] : sampleFaces(state),
          speaking: null,
        }}
        papers={sample.papers ?? []}
        level={{ subscribe: () => nothing, getSnapshot: () => 0.6 }}
        enrolment={{ state: sample.enrolment ?? firstEnrolment('wss://mado.example/'), actions: enrolmentActions }}
        onTouched={nothing}
      />
    </CatalogueProvider>,
  );
  while (sample.staff && document.querySelector('[data-step="staff"]') === null) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    document.querySelector<HTMLElement>('.row [data-staff]')?.click();
  }
  document.body.dataset['shown'] = 'all';
}

await show();
