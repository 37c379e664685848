import { dirname } from 'node:path';
import { runShell } from '@mado/shell';

runShell({ name: 'kiosk', title: '窓', distDir: dirname(import.meta.dirname), background: '#ffffff' });
