import type { SignalingClient } from '../client/signaling-client.ts';
import type { DeskOutlook, PersonEntry, PersonId, RequestOf, ResponseOf } from '../wire/index.ts';

/**
 * The administration of people, for whoever may. Every call fails with a `SignalingError`: `forbidden`, `conflict` (the log-in name is
 * taken; the last administrator would go), `not-found`.
 */
export class PeopleClient {
  readonly #signaling: SignalingClient;

  constructor(signaling: SignalingClient) {
    this.#signaling = signaling;
  }

  async list(): Promise<readonly PersonEntry[]> {
    return (await this.#signaling.request('people.list', {})).people;
  }

  /** All desks of the city, for the choice whom they serve. */
  async desks(): Promise<readonly DeskOutlook[]> {
    return (await this.#signaling.request('desk.directory', {})).desks;
  }

  create(person: RequestOf<'people.create'>): Promise<ResponseOf<'people.create'>> {
    return this.#signaling.request('people.create', person);
  }

  async change(person: RequestOf<'people.change'>): Promise<PersonEntry> {
    return (await this.#signaling.request('people.change', person)).person;
  }

  /** @returns the code with which the person begins anew */
  async reset(id: PersonId): Promise<string> {
    return (await this.#signaling.request('people.reset', { id })).setupCode;
  }
}
