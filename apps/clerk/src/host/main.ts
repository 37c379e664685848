// Nothing else is imported here: in a bundle, what the parts share is loaded before any of them runs.
import './grow-sparingly.ts';

await import('./start.ts');
