import type { DeskId, PersonState, PersonView, Role } from '@mado/signaling/wire';
import { Refusal } from '../wire/refusal.ts';
import type { Routes } from '../wire/route.ts';

/**
 * What a method needs of the person at a clerk's device. `place`: nothing beyond the device's own place in the session, so that a call
 * goes on behind a locked screen; whether there is a place is the handler's to say.
 */
type Need = 'nobody' | 'place' | readonly Role[];

const CLERK: readonly Role[] = ['clerk'];
const FORMS: readonly Role[] = ['department-administrator', 'it-administrator'];
const IT: Need = ['it-administrator'];

/** A method without a need is a type error. */
const NEEDS: Readonly<Record<keyof Routes, Need>> = {
  ping: 'nobody',
  'session.checkIn': 'nobody',
  'booking.look': 'nobody',
  'booking.answers': 'place',
  'desk.watch': CLERK,
  'session.prepare': CLERK,
  'session.release': 'nobody',
  'session.admit': CLERK,
  'still.ask': CLERK,
  'still.answer': 'nobody',
  'card.noteRead': 'nobody',
  'desk.directory': ['clerk', 'it-administrator'],
  'session.redirect': CLERK,
  'session.remove': CLERK,
  'session.offer': CLERK,
  'session.withdraw': CLERK,
  'session.accept': CLERK,
  'session.decline': CLERK,
  'session.complete': CLERK,
  'session.keep': CLERK,
  'session.depart': 'nobody',
  'session.joined': 'place',
  'session.end': CLERK,
  'session.erased': 'place',
  'media.capabilities': 'place',
  'media.createTransport': 'place',
  'media.connectTransport': 'place',
  'media.restartIce': 'place',
  'media.closeTransport': 'place',
  'media.produce': 'place',
  'media.setProducerPaused': 'place',
  'media.closeProducer': 'place',
  'media.producers': 'place',
  'media.consume': 'place',
  'media.resumeConsumer': 'place',
  'channel.send': 'place',
  'channel.replay': 'place',
  'channel.hint': 'place',
  'tray.open': 'place',
  'person.logIn': 'nobody',
  'person.confirm': 'nobody',
  'person.choosePassword': 'nobody',
  'person.confirmFactor': 'nobody',
  'person.provider': 'nobody',
  'person.number': 'nobody',
  'person.lock': 'nobody',
  'person.unlock': 'nobody',
  'person.touch': 'nobody',
  'person.logOut': 'nobody',
  'templates.list': [...CLERK, ...FORMS],
  'templates.history': [...CLERK, ...FORMS],
  'templates.open': [...CLERK, ...FORMS],
  'templates.form': [...CLERK, ...FORMS],
  'templates.putForm': FORMS,
  'templates.save': FORMS,
  'templates.discard': FORMS,
  'templates.publish': FORMS,
  'templates.rollBack': FORMS,
  'forms.noteSaved': CLERK,
  'people.list': IT,
  'people.create': IT,
  'people.change': IT,
  'people.reset': IT,
  'admin.devices': IT,
  'admin.enrolmentCode': IT,
  'admin.upload': IT,
  'admin.declineRequest': IT,
};

/** @throws {Refusal} `forbidden` when the person at a clerk's device, or nobody being there, does not allow the method */
export function demandRight(method: keyof Routes, state: PersonState): void {
  const need = NEEDS[method];
  if (need === 'nobody' || need === 'place') return;
  // Where people do not log in, nobody is an administrator.
  if (state.phase === 'not-needed' && need.includes('clerk')) return;
  if (state.phase !== 'in' || state.locked || !state.person.roles.some((role) => need.includes(role))) {
    throw new Refusal('forbidden', 'not for the person at this device');
  }
}

/** The desks that a person serves at a device. `atDevice`: what the device is for; undefined for anything. */
export function servedDesks(person: PersonView, atDevice: readonly DeskId[] | undefined): readonly DeskId[] {
  if (!person.roles.includes('clerk')) return [];
  return atDevice === undefined ? person.desks : person.desks.filter((desk) => atDevice.includes(desk));
}
