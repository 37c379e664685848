import { uiConfig } from '@mado/shell/ui-config';

export default uiConfig(import.meta.dirname);
