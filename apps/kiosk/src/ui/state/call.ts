import { isOn } from '@mado/signaling';
import type { KioskEvent } from './kiosk-event.ts';
import { VOLUME_STEP, type Call } from './kiosk-state.ts';
import { newlyDone, volumeOf } from './work.ts';

/** A call's next state; the same object when the event means nothing to it. */
export function transitionCall(call: Call, event: KioskEvent): Call {
  switch (event.type) {
    case 'leave-asked':
      return { ...call, asking: true };
    case 'leave-dismissed':
      return call.asking ? { ...call, asking: false } : call;
    case 'seal':
      return call.seal === event.seal ? call : { ...call, seal: event.seal };
    case 'notice':
      return call.notice === event.notice ? call : { ...call, notice: event.notice };
    case 'signal-sent':
      return afterSignal(call, event);
    case 'volume-set':
      return { ...call, volume: event.level, feedback: { about: 'volume', at: event.at } };
    case 'face-seen':
      return call.faceSeen ? call : { ...call, faceSeen: true };
    case 'sound-blocked':
      return call.soundBlocked === event.blocked ? call : { ...call, soundBlocked: event.blocked };
    case 'paper-shown':
      return { ...call, paper: { documentId: event.documentId, page: event.page } };
    case 'paper-hidden':
      return call.paper === null ? call : { ...call, paper: null };
    case 'annotations':
      return call.annotations === event.annotations ? call : { ...call, annotations: event.annotations };
    case 'pointer':
      return afterPointer(call, event);
    case 'stop-pressed':
      return { ...call, stopping: event.commandId };
    case 'card':
      return call.card === event.card ? call : { ...call, card: event.card };
    case 'commands':
      return afterCommands(call, event);
    default:
      return call;
  }
}

/** Who begins to point means the page of the stage: it comes back when the citizen had put it away. */
function afterPointer(call: Call, { pointer }: Extract<KioskEvent, { type: 'pointer' }>): Call {
  const begins = call.pointer === null && pointer !== null && !isOn(pointer.at, call.paper);
  if (!begins) return { ...call, pointer };
  const { documentId, page } = pointer.at;
  return { ...call, pointer, paper: { documentId, page } };
}

function afterSignal(call: Call, event: Extract<KioskEvent, { type: 'signal-sent' }>): Call {
  if (event.signal !== 'hard-to-hear') {
    return { ...call, feedback: { about: 'signal', signal: event.signal, at: event.at } };
  }
  const loudest = call.volume >= 1;
  return {
    ...call,
    volume: Math.min(1, Math.round((call.volume + VOLUME_STEP) * 100) / 100),
    feedback: { about: 'louder', loudest, at: event.at },
  };
}

/** What a reloaded screen reads again is not told again; only the loudness that the clerk had set comes back. */
function afterCommands(call: Call, { commands, fresh, at }: Extract<KioskEvent, { type: 'commands' }>): Call {
  if (!fresh) return { ...call, commands, volume: volumeOf(commands) ?? call.volume };
  const done = newlyDone(call.commands, commands);
  return { ...call, commands, settled: done ? { commandId: done.commandId, at } : call.settled };
}
