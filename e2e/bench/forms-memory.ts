// Fills forms as a host in an installer does, with its settings and loaded in its order (`apps/clerk/src/host/main.ts`).
import '../../apps/clerk/src/host/grow-sparingly.ts';

await import('./forms-rounds.ts');
