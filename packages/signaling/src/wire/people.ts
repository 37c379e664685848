import { z } from 'zod';
import { DeskId, Moment } from './ids.ts';

const nothing = z.strictObject({});

/** A person who works with the clerk app. An identifier, never a name. */
export const PersonId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .brand<'PersonId'>();
export type PersonId = z.infer<typeof PersonId>;

/** What somebody types as their name at the door: lower-case letters, digits, dot, dash. */
export const LoginName = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,39}$/);

/** What a person may do. */
export const Role = z.enum(['clerk', 'department-administrator', 'it-administrator', 'supporter']);
export type Role = z.infer<typeof Role>;

/** The languages of the screens, for a page of the server that the person sees. */
export const Tongue = z.enum(['ja', 'ja-easy', 'en', 'pt-BR']);
export type Tongue = z.infer<typeof Tongue>;

/** How the city's OpenID Connect provider knows a person (`sub`, OpenID Connect Core 1.0, section 2). */
export const Subject = z.string().min(1).max(255);

/** Present where people may log in through the city's own provider. */
const provider = z.literal(true).optional();

export const PersonView = z.strictObject({
  id: PersonId,
  login: LoginName,
  /** Family name on the badge. */
  name: z.string().min(1).max(100),
  department: z.string().max(100),
  roles: z.array(Role).max(4),
  /** The desks that the person serves as a clerk. */
  desks: z.array(DeskId).max(200),
});
export type PersonView = z.infer<typeof PersonView>;

/** How the person at this device stands with the server. All moments are on the server's clock. */
export const PersonState = z.discriminatedUnion('phase', [
  /** People do not log in at this server; the device's own entry counts. */
  z.strictObject({ phase: z.literal('not-needed') }),
  z.strictObject({
    phase: z.literal('out'),
    /** Why nobody is here any more; null when nobody was. */
    because: z.enum(['logged-out', 'expired', 'revoked']).nullable(),
    provider,
    /** Present while nobody at all is registered: the first administrator is made by a command on the server. */
    nobody: z.literal(true).optional(),
  }),
  z.strictObject({
    phase: z.literal('in'),
    person: PersonView,
    /** Nothing of the desk is answered until the password is given again. A call goes on. */
    locked: z.boolean(),
    /** The screen is locked then if nobody does anything. */
    locksAt: Moment,
    /** The log-in ends then, whatever is done. */
    endsAt: Moment,
    provider,
    /** Who came through the provider unlocks through it too. */
    by: z.literal('provider').optional(),
  }),
]);
export type PersonState = z.infer<typeof PersonState>;

/** 128 random bits or more, base64url: lets a reloaded window or a line that came back be the same person. */
export const PersonToken = z.string().regex(/^[A-Za-z0-9_-]{22,86}$/);

/** What the door says next. */
export const LogInStep = z.discriminatedUnion('step', [
  /** Name and password were right: the code of the second factor, or a recovery code. */
  z.strictObject({ step: z.literal('code') }),
  /** First log-in: choose a password. */
  z.strictObject({ step: z.literal('password') }),
  /** First log-in: set the second factor up. `secret` is base32, `uri` the same for a QR code. */
  z.strictObject({ step: z.literal('factor'), secret: z.string().max(64), uri: z.string().max(300) }),
  z.strictObject({
    step: z.literal('in'),
    /** For the window to keep; null: the one that it has stays good. */
    token: PersonToken.nullable(),
    state: PersonState,
    /** Shown once: each opens once in place of the second factor. Empty when none were made. */
    recoveryCodes: z.array(z.string().max(40)).max(20),
  }),
  /** Wrong. Which part it was is not told. */
  z.strictObject({ step: z.literal('wrong') }),
  /** Too many wrong ones; not looked at before `until`. */
  z.strictObject({ step: z.literal('wait'), until: Moment }),
  /** The password chosen is no good. */
  z.strictObject({ step: z.literal('weak'), because: z.enum(['short', 'long', 'known', 'like-name']) }),
  /** On to the city's provider: the address is for a browser and good once, until then. */
  z.strictObject({ step: z.literal('elsewhere'), url: z.url().max(4000), until: Moment }),
  /** The browser came back and shows a number: it is typed here, so that nobody is logged in at a window which is not before them. */
  z.strictObject({ step: z.literal('number') }),
  /** The provider's answer lets nobody in. */
  z.strictObject({
    step: z.literal('turned-away'),
    because: z.enum([
      'denied',
      'unknown',
      'disabled',
      'other-person',
      'other-desk',
      'expired',
      'unproven',
      'unreachable',
    ]),
  }),
  /** Too much time went by; begin anew. */
  z.strictObject({ step: z.literal('again') }),
]);
export type LogInStep = z.infer<typeof LogInStep>;

const password = z.string().min(1).max(256);
const code = z.string().min(1).max(40);
const step = z.strictObject({ next: LogInStep });

/** A person as administrators see them. */
export const PersonEntry = PersonView.extend({
  /** Null for somebody whom the provider does not know, or where there is none. */
  subject: Subject.nullable(),
  disabled: z.boolean(),
  /** False until the first log-in is complete. */
  ready: z.boolean(),
});
export type PersonEntry = z.infer<typeof PersonEntry>;

const about = { name: PersonView.shape.name, department: PersonView.shape.department };
/** Absent: as it was. */
const subject = Subject.nullable().optional();
const may = { roles: PersonView.shape.roles, desks: PersonView.shape.desks };
/** Given to the person by hand; opens once, for a while, in place of the password. */
const setupCode = z.string().max(40);

/** The door, and the administration of people. None of these goes out again after a broken line: what they speak of belongs to it. */
export const peopleMethods = {
  'person.logIn': { request: z.strictObject({ login: z.string().max(40), password }), response: step },
  'person.confirm': { request: z.strictObject({ code }), response: step },
  'person.choosePassword': { request: z.strictObject({ password }), response: step },
  'person.confirmFactor': { request: z.strictObject({ code }), response: step },
  /** Through the city's provider. At a locked screen: to open it, for the person who locked it. */
  'person.provider': { request: z.strictObject({ tongue: Tongue }), response: step },
  /** The number that the browser shows. */
  'person.number': { request: z.strictObject({ code }), response: step },
  'person.lock': { request: nothing, response: z.strictObject({ state: PersonState }) },
  'person.unlock': { request: z.strictObject({ password }), response: step },
  /** Somebody works at the screen: the lock is put off. */
  'person.touch': { request: nothing, response: z.strictObject({ state: PersonState }) },
  /** `conflict` while the device is in a session. */
  'person.logOut': { request: nothing, response: z.strictObject({ state: PersonState }) },

  /** IT administrators. */
  'people.list': { request: nothing, response: z.strictObject({ people: z.array(PersonEntry).max(1000) }) },
  /** `conflict`: the log-in name or the subject is somebody else's. */
  'people.create': {
    request: z.strictObject({ login: LoginName, ...about, ...may, subject }),
    response: z.strictObject({ person: PersonEntry, setupCode }),
  },
  /** Ends the person's log-ins when they are disabled or may do something else from now on. */
  'people.change': {
    request: z.strictObject({ id: PersonId, ...about, ...may, subject, disabled: z.boolean() }),
    response: z.strictObject({ person: PersonEntry }),
  },
  /** Password and second factor are void; the person begins anew with the code. */
  'people.reset': { request: z.strictObject({ id: PersonId }), response: z.strictObject({ setupCode }) },
} as const;

export const peopleNotifications = {
  /** The person's standing changed by itself or by an administrator. */
  'person.state': z.strictObject({ state: PersonState }),
  /** The browser came back from the provider. */
  'person.step': z.strictObject({ next: LogInStep }),
} as const;
