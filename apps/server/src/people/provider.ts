import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as openid from 'openid-client';
import type { LogInStep, Tongue } from '@mado/signaling/wire';
import type { Clock } from '../clock.ts';
import type { ProviderConfig } from '../config/schema.ts';
import type { Logger } from '../log.ts';
import type { Line } from '../wire/line.ts';
import type { Person } from './person-store.ts';

/** Where the provider sends the browser back to. */
export const CALLBACK_PATH = '/v1/people/provider/callback';

/** From the press on the button to the number typed. */
const PATIENCE_MS = 5 * 60_000;
/** Wrong numbers until the way through the provider is closed. */
const TRIES = 3;
const NUMBERS = 1_000_000;

/** Why the provider's answer lets nobody in. */
export type Unwelcome = Extract<LogInStep, { step: 'turned-away' }>['because'];

/** What the browser that came back is told. */
export type Arrival =
  | { readonly kind: 'number'; readonly number: string }
  /** `stale`: no window waits for this answer: it was used before, is too old, or was never asked for. */
  | { readonly kind: 'turned-away'; readonly because: Unwelcome | 'stale' };

interface Journey {
  readonly line: Line;
  readonly nonce: string;
  readonly verifier: string;
  readonly until: number;
  readonly tongue: Tongue;
  /** Whose locked screen is to be opened; null: anybody may come in. */
  readonly expected: Person['id'] | null;
}
interface Returned {
  readonly person: Person['id'];
  readonly number: string;
  readonly until: number;
  tries: number;
}

interface Surroundings {
  readonly config: ProviderConfig;
  readonly clock: Clock;
  readonly log: Logger;
  readonly personOf: (subject: string) => Person | null;
  /** Whether the person may be at this device now. */
  readonly fits: (person: Person, line: Line) => boolean;
  /** Puts it into the audit log that somebody was not let in. */
  readonly refused: (line: Line, person: Person | null) => void;
}

/**
 * The city's OpenID Connect provider (Core 1.0, authorization code with PKCE, RFC 7636). The browser leaves with a state that is good once
 * and comes back to this server; it then shows a number that is typed into the window that waits, so that nobody is logged in at a
 * window that they have not before them, whoever sent them the address.
 */
export class Provider {
  readonly #around: Surroundings;
  readonly #journeys = new Map<string, Journey>();
  readonly #returned = new WeakMap<Line, Returned>();
  #known: Promise<openid.Configuration> | null = null;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** The address for the browser; a journey begun before at the same line is void. */
  async begin(line: Line, tongue: Tongue, expected: Person['id'] | null): Promise<LogInStep> {
    const { clock, config } = this.#around;
    this.abandon(line);
    let provider: openid.Configuration;
    try {
      provider = await this.#discover();
    } catch (error) {
      this.#log(error);
      return { step: 'turned-away', because: 'unreachable' };
    }
    const state = openid.randomState();
    const nonce = openid.randomNonce();
    const verifier = openid.randomPKCECodeVerifier();
    const until = clock.now() + PATIENCE_MS;
    this.#journeys.set(state, { line, nonce, verifier, until, tongue, expected });
    clock.after(PATIENCE_MS, () => {
      // The browser never came back; the window shall not wait for it for good.
      if (this.#journeys.delete(state) && line.open) line.notify('person.step', { next: { step: 'again' } });
    });
    const url = openid.buildAuthorizationUrl(provider, {
      redirect_uri: this.#callback(),
      scope: config.scopes.join(' '),
      state,
      nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      // Somebody who unlocks shows that they are there; a session that the provider remembers does not.
      ...(expected === null ? {} : { prompt: 'login' }),
    });
    return { step: 'elsewhere', url: url.href, until };
  }

  /** @param query what the browser brought, without the question mark */
  async arrive(query: string): Promise<{ arrival: Arrival; tongue: Tongue }> {
    const url = new URL(`${this.#callback()}?${query}`);
    const state = url.searchParams.get('state') ?? '';
    const journey = this.#take(state);
    if (journey === null) return { arrival: { kind: 'turned-away', because: 'stale' }, tongue: 'ja' };
    const { line, tongue } = journey;
    const outcome = await this.#judge(url, state, journey);
    if (typeof outcome === 'string') {
      line.notify('person.step', { next: { step: 'turned-away', because: outcome } });
      return { arrival: { kind: 'turned-away', because: outcome }, tongue };
    }
    const number = String(randomInt(NUMBERS)).padStart(6, '0');
    const until = this.#around.clock.now() + PATIENCE_MS;
    this.#returned.set(line, { person: outcome.id, number, until, tries: 0 });
    line.notify('person.step', { next: { step: 'number' } });
    return { arrival: { kind: 'number', number }, tongue };
  }

  /** The number that the browser shows, typed at the window. @returns who has come, or what the window is told */
  match(line: Line, typed: string): Person['id'] | LogInStep {
    const { clock, refused } = this.#around;
    const returned = this.#returned.get(line);
    if (returned === undefined || returned.until <= clock.now()) return { step: 'again' };
    returned.tries += 1;
    if (returned.number === typed.normalize('NFKC').replaceAll(/\D/g, '')) {
      this.#returned.delete(line);
      return returned.person;
    }
    refused(line, null);
    if (returned.tries < TRIES) return { step: 'wrong' };
    this.#returned.delete(line);
    return { step: 'again' };
  }

  /** The window begins something else. */
  abandon(line: Line): void {
    this.#returned.delete(line);
    const now = this.#around.clock.now();
    for (const [state, journey] of this.#journeys)
      if (journey.line === line || journey.until <= now) this.#journeys.delete(state);
  }

  /** A state opens once, whatever comes of it. */
  #take(state: string): Journey | null {
    const journey = this.#journeys.get(state);
    this.#journeys.delete(state);
    if (journey === undefined || journey.until <= this.#around.clock.now() || !journey.line.open) return null;
    return journey;
  }

  async #judge(url: URL, state: string, { line, nonce, verifier, expected }: Journey): Promise<Person | Unwelcome> {
    const { personOf, fits, refused } = this.#around;
    let subject: string | undefined;
    try {
      const tokens = await openid.authorizationCodeGrant(await this.#discover(), url, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      subject = tokens.claims()?.sub;
    } catch (error) {
      this.#log(error);
      // Nothing in an answer that does not hold says who it was.
      refused(line, null);
      return faultOf(error);
    }
    const person = subject === undefined ? null : personOf(subject);
    const because =
      person === null
        ? 'unknown'
        : person.disabled
          ? 'disabled'
          : expected !== null && person.id !== expected
            ? 'other-person'
            : fits(person, line)
              ? null
              : 'other-desk';
    if (person !== null && because === null) return person;
    refused(line, person);
    return because ?? 'unknown';
  }

  #discover(): Promise<openid.Configuration> {
    this.#known ??= this.#ask().catch((error: unknown) => {
      // Asked anew the next time.
      this.#known = null;
      throw error;
    });
    return this.#known;
  }

  #ask(): Promise<openid.Configuration> {
    const { issuer, clientId, clientSecretFile, timeoutSeconds } = this.#around.config;
    const url = new URL(issuer);
    return openid.discovery(
      url,
      clientId,
      undefined,
      clientSecretFile === undefined ? openid.None() : openid.ClientSecretBasic(secretIn(clientSecretFile)),
      {
        timeout: timeoutSeconds,
        execute: [
          // Signatures are checked although the answer comes over TLS: a proxy that opens TLS is no provider.
          openid.enableNonRepudiationChecks,
          // The schema allows plain HTTP on this machine alone.
          // oxlint-disable-next-line typescript/no-deprecated -- marked so that nobody uses it without a thought
          ...(url.protocol === 'http:' ? [openid.allowInsecureRequests] : []),
        ],
      },
    );
  }

  #callback(): string {
    return new URL(CALLBACK_PATH, this.#around.config.publicUrl).href;
  }

  /** Causes only: answers of a provider may name people. */
  #log(error: unknown): void {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    this.#around.log.warn(
      { cause: error instanceof Error ? error.name : typeof error, code },
      'the provider let nobody in',
    );
  }
}

const secretIn = (file: string): string => readFileSync(file, 'utf8').trim();

/** What of the provider's answer was wrong, in the few kinds that a person can do something about. */
function faultOf(error: unknown): Unwelcome {
  if (error instanceof openid.AuthorizationResponseError) return 'denied';
  if (error instanceof TypeError) return 'unreachable';
  if (error instanceof openid.ClientError) {
    if (error.code === 'OAUTH_TIMEOUT') return 'unreachable';
    if (error.code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') return 'expired';
  }
  return 'unproven';
}
