import { applyDisplay, textIn } from '@mado/ui';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Clerk } from './edge/clerk.ts';
import { clerkActions } from './edge/clerk-actions.ts';
import { ClerkScreen, type ClerkActions } from './screens/clerk-screen.tsx';
import { deskHand, keyPress } from './state/hands.ts';
import { neighbour } from './state/waiting.ts';

/** Draws the clerk's state and hands every press on. */
export function App({ clerk }: { readonly clerk: Clerk }) {
  const state = useSyncExternalStore(clerk.subscribe, clerk.getSnapshot);
  const door = useSyncExternalStore(clerk.door.subscribe, clerk.door.getSnapshot);
  const enrolment = useSyncExternalStore(clerk.enrolment.subscribe, clerk.enrolment.getSnapshot);
  const call = useSyncExternalStore(clerk.call.subscribe, clerk.call.getSnapshot);
  const look = useSyncExternalStore(clerk.look.subscribe, clerk.look.getSnapshot);
  const transfer = useSyncExternalStore(clerk.transfer.subscribe, clerk.transfer.getSnapshot);
  const { stream } = useSyncExternalStore(clerk.capture.subscribe, clerk.capture.getSnapshot);
  const { display, characterKeys } = useSyncExternalStore(clerk.preferences.subscribe, clerk.preferences.getSnapshot);
  const [actions] = useState(() => clerkActions(clerk));
  const now = useNow();
  const waiting = state.waiting.length;

  useEffect(() => applyDisplay(document.documentElement, 'clerk', display), [display]);
  useEffect(() => {
    const text = textIn(display.language);
    document.title = waiting === 0 ? text('clerk.title') : text('clerk.title.waiting', { count: waiting });
  }, [display, waiting]);
  useDeskKeys(clerk, actions);
  useEffect(() => {
    const wake = () => clerk.capture.meter.wake();
    window.addEventListener('pointerdown', wake);
    window.addEventListener('keydown', wake);
    return () => {
      window.removeEventListener('pointerdown', wake);
      window.removeEventListener('keydown', wake);
    };
  }, [clerk]);

  return (
    <ClerkScreen
      state={state}
      door={door}
      call={{ ...call, self: stream }}
      transfer={transfer}
      look={look}
      level={clerk.capture.meter}
      display={display}
      characterKeys={characterKeys}
      adminPorts={clerk.adminPorts}
      enrolment={{ state: enrolment, actions: clerk.enrolment.actions }}
      now={now}
      actions={actions}
    />
  );
}

/** This machine's clock, once a second. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function useDeskKeys(clerk: Clerk, actions: ClerkActions): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { stage, waiting, selected, media } = clerk.getSnapshot();
      // A key held down is pressed once: nobody is let in by leaning on F2.
      if (stage.name !== 'desk' || event.defaultPrevented || event.repeat) return;
      const hand = deskHand(keyPress(event));
      if (hand === null) return;
      event.preventDefault();
      if (hand.name === 'admit' && media.phase === 'ready') actions.desk.admit();
      if (hand.name !== 'select') return;
      const next = neighbour(waiting, selected, hand.step);
      if (next !== null) actions.desk.select(next);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [clerk, actions]);
}
