import '@mado/ui/styles.css';
import '@mado/enrolment-ui/styles.css';
import '../styles/index.css';
import { enrolmentSamples } from '@mado/enrolment-ui/samples';
import { applyDisplay, isLanguage, type DisplaySettings } from '@mado/ui';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import formUrl from '../../../../../procedures/sample-city/templates/funeral-benefit/form.pdf?url';
import { AT_THE_DOOR } from '../state/door.ts';
import { ClerkScreen, type ClerkActions } from '../screens/clerk-screen.tsx';
import { adminSamples, samplePorts } from './admin-samples.tsx';
import type { CallSample } from './call-sample.ts';
import { callSamples } from './call-samples.ts';
import { drawnSamples } from './drawn-samples.ts';
import { doorSamples } from './door-samples.ts';
import { NO_LOOK } from '../state/look.ts';
import { EditorFrame, editorSamples } from './editor-samples.tsx';
import { sampleTransfer, transferSamples } from './transfer-samples.ts';
import type { ClerkState } from '../state/clerk-state.ts';
import { base, deskSamples, NOW } from './desk-samples.ts';
import { personStream, scannedPaper, personPicture } from './pictures.ts';

z.config({ jitless: true });

const nothing = () => undefined;
const actions: ClerkActions = {
  desk: {
    select: nothing,
    admit: nothing,
    look: nothing,
    dismissAdmission: nothing,
    retryMedia: nothing,
    accept: nothing,
    decline: nothing,
    dismissLeft: nothing,
    retryErasure: nothing,
  },
  transfer: {
    choosing: nothing,
    offer: () => Promise.resolve(true),
    withdraw: nothing,
    complete: nothing,
    keep: nothing,
    depart: nothing,
    remove: nothing,
    sendOn: () => Promise.resolve(true),
  },
  call: {
    tab: nothing,
    scan: nothing,
    readCard: nothing,
    print: nothing,
    addFiles: nothing,
    dropFile: nothing,
    removePaper: nothing,
    stage: nothing,
    annotate: nothing,
    point: nothing,
    stop: nothing,
    phrase: nothing,
    volume: nothing,
    acknowledge: nothing,
    end: nothing,
    playSound: nothing,
    choosePapers: nothing,
    openChoice: nothing,
    showPaper: nothing,
    layForm: nothing,
    saveForm: nothing,
    type: nothing,
    visitField: nothing,
    takeOffer: nothing,
    dismissOffer: nothing,
    leaveField: nothing,
    undo: nothing,
    readPage: nothing,
    dropReading: nothing,
    takeFound: nothing,
    takeCertain: nothing,
    chooseGroup: nothing,
    dropFinding: nothing,
    printForm: nothing,
  },
  door: {
    logIn: nothing,
    confirm: nothing,
    recovery: nothing,
    choosePassword: nothing,
    confirmFactor: nothing,
    provider: nothing,
    number: nothing,
    restart: nothing,
    kept: nothing,
    lock: nothing,
    unlock: nothing,
    logOut: nothing,
  },
  backToDesk: nothing,
  retryErasure: nothing,
  admin: nothing,
  leaveAdmin: nothing,
  connectAgain: nothing,
  faceElement: nothing,
  soundHeld: nothing,
  changeDisplay: nothing,
  changeCharacterKeys: nothing,
};
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
const enrolling = enrolmentSamples('clerk');
const level = { fraction: 0.55, verdict: 'good' } as const;
/** Samples that are of no call, by their names: nothing of its papers is on them. */
const PAPERLESS = /^(admin|editor|enrol|desk)\b/;

/** `gallery.html?sample=call&language=en&large&contrast`; without a sample, a list of links. */
async function show(): Promise<void> {
  const root = document.getElementById('clerk');
  if (root === null) throw new Error('the page has no place for the screen');
  const query = new URLSearchParams(location.search);
  const pdf = new Uint8Array(await (await fetch(formUrl)).arrayBuffer());
  const streams = { face: personStream('citizen'), self: personStream('clerk') };
  const sampleName = query.get('sample') ?? '';
  // Drawing and packing it takes longer than most screens do.
  const paper = PAPERLESS.test(sampleName) ? new Uint8Array() : await scannedPaper();
  const calls = callSamples(paper, pdf, streams);
  const frame = calls['call'];
  if (frame === undefined) throw new Error('no sample of a call');
  const all: Record<string, CallSample> = { ...calls, ...transferSamples(frame, personStream('colleague')) };
  const form = calls['form'];
  if (form !== undefined) Object.assign(all, await drawnSamples(form));
  for (const [name, state] of Object.entries(deskSamples)) all[name] = { state, view: frame.view };
  const waiting = deskSamples['desk'];
  if (waiting?.selected) {
    const shown = { phase: 'shown', sessionId: waiting.selected, address: personPicture() } as const;
    all['desk-face'] = { state: waiting, view: frame.view, look: shown };
    const none = { phase: 'failed', sessionId: waiting.selected, why: 'no-picture' } as const;
    all['desk-face-none'] = { state: waiting, view: frame.view, look: none };
  }
  for (const [name, sample] of Object.entries(adminSamples)) all[name] = { ...sample, view: frame.view };
  for (const [name, sample] of Object.entries(doorSamples(frame.state.stage)))
    all[name] = { ...sample, view: frame.view };
  for (const [name, enrolment] of Object.entries(enrolling)) {
    // Those that the kiosk's gallery shows in the same words are seen there.
    const once = name === 'code' || name === 'waiting' ? {} : { once: true as const };
    if (enrolment.expiry !== null)
      all[`desk-${name}`] = { state: deskSamples['desk'] ?? base, view: frame.view, enrolment, ...once };
    else if (name !== 'none') all[`enrol-${name}`] = { state: putOut(name), view: frame.view, enrolment, ...once };
  }
  const editors = await editorSamples();
  const sample = all[sampleName];
  const editor = editors[sampleName];
  if (sample === undefined && editor === undefined) {
    const names = [...Object.keys(all), ...Object.keys(editors)];
    document.body.dataset['once'] = names.filter((name) => all[name]?.once ?? editors[name]?.once).join(' ');
    document.body.dataset['samples'] = names.join(' ');
    createRoot(root).render(
      <ul>
        {names.map((name) => (
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
  applyDisplay(document.documentElement, 'clerk', display);
  if (editor !== undefined) {
    createRoot(root).render(<EditorFrame sample={editor} display={display} />);
    await clickThrough(editor.clicks);
    return;
  }
  if (sample === undefined) return;
  const self = sample.state.media.phase === 'ready' ? sample.view.self : null;
  createRoot(root).render(
    <ClerkScreen
      state={sample.state}
      door={sample.door ?? AT_THE_DOOR}
      call={{ ...sample.view, self }}
      transfer={sampleTransfer}
      look={sample.look ?? NO_LOOK}
      level={{ subscribe: () => nothing, getSnapshot: () => level }}
      display={display}
      characterKeys
      adminPorts={sample.ports ?? samplePorts}
      enrolment={{ state: sample.enrolment ?? enrolling.none, actions: enrolmentActions }}
      now={NOW}
      actions={actions}
    />,
  );
  const { press, clicks = [] } = sample;
  if (clicks.length > 0) await clickThrough(clicks);
  if (press !== undefined) setTimeout(() => document.dispatchEvent(new KeyboardEvent('keydown', { key: press })), 300);
}

/** One that is put out in the middle of a call, and others that never came in. */
function putOut(name: string): ClerkState {
  return name === 'revoked'
    ? { ...base, link: { phase: 'refused', code: 'certificate-revoked', interrupted: true } }
    : { ...base, link: { phase: 'connecting' } };
}

/** Presses one thing after another, each as soon as it is there. The page says when it is done. */
async function clickThrough(steps: readonly (string | (() => void))[]): Promise<void> {
  document.body.dataset['clicks'] = 'running';
  for (const selector of steps) {
    if (typeof selector === 'function') selector();
    while (typeof selector === 'string') {
      const found = document.querySelector<HTMLElement>(selector);
      found?.click();
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (found !== null) break;
    }
  }
  document.body.dataset['clicks'] = 'done';
}

await show();
