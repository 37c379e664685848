import { createHash } from 'node:crypto';
import type { LoadedConfig } from '../config/load.ts';

/**
 * SHA-256 (hex) of what decides who may do what and for how long: the authority whose certificates count, devices with their desks, the city's desks and procedures,
 * the times. Without the names of people and places, so that the digest says nothing of them either: it only tells one
 * configuration from another.
 */
export function configDigest({ server, city }: LoadedConfig): string {
  const effective = {
    authority: [server.authority.cityId, server.authority.publicKey],
    devices: server.devices
      .map(({ id, desks }) => [id, desks?.toSorted() ?? null] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    desks: city.desks.map(({ id, procedures }) => [id, procedures.map((each) => each.id)] as const),
    times: [server.graceSeconds, server.erasureSeconds, server.abandonmentSeconds, server.longestWaitSeconds],
    people: [server.people.logIn, server.people.idleSeconds, server.people.longestSeconds],
    provider:
      server.people.provider === undefined ? null : [server.people.provider.issuer, server.people.provider.clientId],
    quotaBytes: server.channel.quotaBytes,
  };
  return createHash('sha256').update(JSON.stringify(effective)).digest('hex');
}
