import type { Head } from './chain.ts';
import type { Disturbance } from './record.ts';
import type { AuditKey, SignedHead } from './signing.ts';

type HeadFault = Extract<Disturbance, 'head-missing' | 'head-forged' | 'head-differs'>;

/** What is wrong between the last line and the signed head that must stand for it. An empty log has neither. */
export function headFault(last: Head | null, head: SignedHead | null, key: AuditKey): HeadFault | null {
  if (last === null && head === null) return null;
  if (head === null) return 'head-missing';
  if (!key.isSigned(head)) return 'head-forged';
  return last?.seq === head.seq && last.hash === head.hash ? null : 'head-differs';
}
