import type { AdminPorts } from '../admin/ports.ts';
import type { ClerkState } from '../state/clerk-state.ts';

const never = () => new Promise<never>(() => undefined);

/** Invented answers for every port; nothing is done. */
export const samplePorts: AdminPorts = {
  people: {
    list: () => Promise.resolve([]),
    desks: () => Promise.resolve([]),
    create: never,
    change: never,
    reset: never,
  },
};

/** Every section of the administration, and what of it has a look of its own. */
export const adminSamples: Readonly<Record<string, ClerkState>> = {};
