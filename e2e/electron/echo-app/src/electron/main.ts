import { dirname } from 'node:path';
import { runShell } from '@mado/shell';

runShell({ name: 'echo', title: 'echo', distDir: dirname(import.meta.dirname), background: '#ffffff' });
