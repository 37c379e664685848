import { bridgeHost } from '@mado/shell/preload';

bridgeHost();
