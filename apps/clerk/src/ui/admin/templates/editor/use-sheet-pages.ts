import { useState } from 'react';
import type { Sheet } from '@mado/sheets';
import { useSheets } from '../../../papers/use-sheets.ts';

/** The pages of the newest PDF that could be opened; those before it until then, so that nothing flickers. */
export function useSheetPages(pdf: Uint8Array<ArrayBuffer>): readonly Sheet[] {
  const [shown, setShown] = useState<{ pdf: Uint8Array; sheets: readonly Sheet[] } | null>(null);
  const page = { mime: 'application/pdf' as const, data: pdf, arrived: 1 };
  const opened = useSheets([page])(page);
  if (opened.phase === 'open' && shown?.pdf !== pdf) setShown({ pdf, sheets: opened.sheets });
  return shown?.sheets ?? [];
}
