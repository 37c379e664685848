import type { SessionView } from '@mado/signaling';
import { EMPTY_ENTRY } from './booking-entry.ts';
import { pressed } from './booking.ts';
import { transitionCall } from './call.ts';
import { touched, tick } from './clock.ts';
import type { KioskEvent } from './kiosk-event.ts';
import {
  firstCall,
  THANKS_MS,
  type Choice,
  type Headset,
  type KioskState,
  type OutCause,
  type Screen,
  type Summary,
} from './kiosk-state.ts';
import { pagesOf } from './work.ts';

/** The next state. An event that means nothing in the present state leaves it as it is (the same object). */
export function transition(state: KioskState, event: KioskEvent): KioskState {
  switch (event.type) {
    case 'profile':
      return { ...state, booth: event.booth, idleMs: event.idleMs, waitingMs: event.waitingMs };
    case 'desks':
      return { ...state, desks: event.desks };
    case 'line':
      return { ...state, line: event.line };
    case 'media':
      return { ...state, media: event.media };
    case 'still':
      return { ...state, still: event.still };
    case 'host':
      return state.host === event.host ? state : { ...state, host: event.host };
    case 'out':
      return putOut(state, event.out);
    case 'headset':
      return withHeadset(state, event.connected ? 'connected' : 'absent');
    case 'capture':
      return { ...state, capture: event.capture };
    case 'help-called':
      return { ...state, helping: true };
    case 'help-done':
      return state.helping ? { ...state, helping: false } : state;
    case 'touched':
      return touched(state, event.at);
    case 'tick':
      return tick(state, event.at);
    case 'session':
      return withScreen(state, sessionScreen(state.screen, event.session, event.at));
    default:
      return withScreen(state, screenAfter(state, event));
  }
}

/** A session that the booth is put out of is over for it; one that another window has taken goes on there. */
function putOut(state: KioskState, out: OutCause): KioskState {
  const running = state.screen.name === 'waiting' || state.screen.name === 'call';
  const interrupted = state.out?.interrupted === true || (running && out.cause === 'refused');
  const screen: Screen = running && interrupted ? { name: 'attract' } : state.screen;
  return { ...state, screen, out: { ...out, interrupted } };
}

function withHeadset(state: KioskState, headset: Headset): KioskState {
  return state.headset === headset ? state : { ...state, headset };
}

function withScreen(state: KioskState, screen: Screen): KioskState {
  return screen === state.screen ? state : { ...state, screen };
}

/** What the server says about the session decides the screen; a reloaded kiosk lands where it was. */
function sessionScreen(screen: Screen, session: SessionView | null, at: number): Screen {
  const running = screen.name === 'waiting' || screen.name === 'call';
  if (session === null) {
    // The server has given the session up while this booth could not hear it.
    return running ? thanks(screen, { ...viewOf(screen), endReason: 'abandoned', endedAt: at }, at) : screen;
  }
  switch (session.state) {
    case 'waiting':
      return screen.name === 'waiting'
        ? { ...screen, session }
        : { name: 'waiting', session, asking: false, looked: null };
    case 'admitted':
    case 'active':
      return screen.name === 'call'
        ? { name: 'call', call: { ...screen.call, session } }
        : { name: 'call', call: firstCall(session) };
    case 'ended':
    case 'erased':
      return screen.name === 'thanks' ? screen : thanks(screen, session, at);
  }
}

function viewOf(screen: Extract<Screen, { name: 'waiting' | 'call' }>): SessionView {
  return screen.name === 'waiting' ? screen.session : screen.call.session;
}

function thanks(screen: Screen, session: SessionView, at: number): Screen {
  const commands = screen.name === 'call' ? screen.call.commands : [];
  const began = session.activeAt ?? session.admittedAt;
  const summary: Summary = {
    deskId: session.deskId,
    reason: session.endReason ?? 'finished',
    talkedMs: began === null ? null : Math.max(0, (session.endedAt ?? at) - began),
    scannedPages: pagesOf(commands, 'scanner'),
    printedPages: pagesOf(commands, 'printer'),
  };
  return { name: 'thanks', summary, erasure: 'erasing', until: at + THANKS_MS };
}

function screenAfter(state: KioskState, event: KioskEvent): Screen {
  const { screen } = state;
  switch (screen.name) {
    case 'attract':
      return event.type === 'started' && state.line.phase === 'online' ? { name: 'desk' } : screen;
    case 'desk':
      if (event.type === 'went-back') return { name: 'attract' };
      if (event.type === 'booking-chosen') return { name: 'booking', entry: EMPTY_ENTRY };
      return event.type === 'desk-chosen' ? afterDesk(state, event.deskId) : screen;
    case 'booking': {
      if (event.type === 'walk-in-chosen') return { name: 'desk' };
      if (event.type === 'went-back')
        return screen.entry.step === 'pin' ? { name: 'booking', entry: EMPTY_ENTRY } : { name: 'desk' };
      if (event.type === 'booking-opened') return { name: 'consent', choice: event.choice };
      const entry = pressed(screen.entry, event);
      return entry === screen.entry ? screen : { name: 'booking', entry };
    }
    case 'procedure':
      if (event.type === 'went-back') return { name: 'desk' };
      return event.type === 'procedure-chosen'
        ? { name: 'consent', choice: { deskId: screen.deskId, procedureId: event.procedureId } }
        : screen;
    case 'consent':
      if (event.type === 'went-back') return beforeConsent(state, screen.choice);
      return event.type === 'agreed'
        ? { name: 'equipment', choice: screen.choice, checkIn: { phase: 'ready' } }
        : screen;
    case 'equipment':
      if (event.type === 'went-back' && screen.checkIn.phase !== 'going')
        return { name: 'consent', choice: screen.choice };
      if (event.type === 'check-in-going') return { ...screen, checkIn: { phase: 'going' } };
      if (event.type === 'check-in-refused') return { ...screen, checkIn: { phase: 'refused', code: event.code } };
      return screen;
    case 'waiting':
      if (event.type === 'leave-asked') return { ...screen, asking: true };
      if (event.type === 'looked') return { ...screen, looked: event.by };
      return event.type === 'leave-dismissed' && screen.asking ? { ...screen, asking: false } : screen;
    case 'call': {
      const call = transitionCall(screen.call, event);
      return call === screen.call ? screen : { name: 'call', call };
    }
    case 'thanks':
      if (event.type === 'erasure') return { ...screen, erasure: event.erasure };
      return event.type === 'finished' && screen.erasure !== 'erasing' ? { name: 'attract' } : screen;
  }
}

/** A desk with one procedure or none leaves nothing to choose. */
function afterDesk(state: KioskState, deskId: Summary['deskId']): Screen {
  const desk = state.desks.find((each) => each.id === deskId);
  if (desk && desk.procedures.length > 1) return { name: 'procedure', deskId };
  return { name: 'consent', choice: { deskId, procedureId: desk?.procedures[0]?.id ?? null } };
}

function beforeConsent(state: KioskState, { deskId, booking }: Choice): Screen {
  if (booking !== undefined) return { name: 'booking', entry: EMPTY_ENTRY };
  const desk = state.desks.find((each) => each.id === deskId);
  return desk && desk.procedures.length > 1 ? { name: 'procedure', deskId } : { name: 'desk' };
}
