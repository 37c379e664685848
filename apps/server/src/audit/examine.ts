import type { AnchorLine } from './anchors.ts';
import { canonical, GENESIS, lineHash, type Head, type StoredLine } from './chain.ts';
import { headFault } from './head-fault.ts';
import { AuditRecord, type Disturbance } from './record.ts';
import type { AuditKey, SignedHead } from './signing.ts';

/** What was found wrong. Only the first broken line is named: after it the chain proves nothing. */
export type Finding =
  /** Line `seq` is missing; `found` stands in its place. */
  | { readonly type: 'line-missing'; readonly seq: number; readonly found: number }
  /** The line's record or hash is not what was written. */
  | { readonly type: 'line-changed'; readonly seq: number }
  /** The chain holds, but the record is none that this version knows. */
  | { readonly type: 'line-unreadable'; readonly seq: number }
  /** The server itself found the log tampered with when it wrote this line. */
  | { readonly type: 'line-disturbed'; readonly seq: number; readonly reason: Disturbance }
  | { readonly type: 'head'; readonly fault: NonNullable<ReturnType<typeof headFault>> }
  | { readonly type: 'anchors-missing' }
  | { readonly type: 'anchor-unreadable'; readonly line: number }
  | { readonly type: 'anchor-forged'; readonly line: number }
  /** The anchor's line is not in the log, or is another one there. */
  | { readonly type: 'anchor-differs'; readonly line: number; readonly seq: number }
  | { readonly type: 'expected-head-missing'; readonly hash: string }
  | { readonly type: 'key-differs' };

/** All that an examination looks at. */
export interface Evidence {
  readonly lines: Iterable<StoredLine>;
  readonly head: SignedHead | null;
  /** Null when the file is gone. */
  readonly anchors: readonly AnchorLine[] | null;
  readonly key: AuditKey;
}

/** What somebody wrote down outside of the machine. */
export interface Expectation {
  /** Hashes that must be in the log, hex. */
  readonly heads: readonly string[];
  /** The raw public key, base64. */
  readonly key?: string;
}

export interface Examination {
  readonly lines: number;
  /** Where the log ends now; null when it is empty. */
  readonly head: Head | null;
  readonly anchors: number;
  /** The newest line that an anchor stands for; 0 when there is none. */
  readonly anchoredTo: number;
  readonly findings: readonly Finding[];
}

/** Follows the chain from its first line and compares its end, the anchors and what was written down elsewhere. Pure but for reading. */
export function examine(evidence: Evidence, expected: Expectation = { heads: [] }): Examination {
  const { anchors, key } = evidence;
  const wantedSeqs = new Set((anchors ?? []).flatMap(({ anchor }) => (anchor ? [anchor.seq] : [])));
  const wantedHashes = new Set(expected.heads.map((hash) => hash.toLowerCase()));
  const hashes = new Map<number, string>();
  const findings: Finding[] = [];
  let broken = false;
  let last: Head | null = null;
  let lines = 0;
  for (const line of evidence.lines) {
    lines += 1;
    if (!broken) {
      const finding = lineFinding(last ?? GENESIS, line);
      if (finding) findings.push(finding);
      broken = finding !== null && finding.type !== 'line-disturbed';
    }
    if (!broken) {
      if (wantedSeqs.has(line.seq)) hashes.set(line.seq, line.hash);
      wantedHashes.delete(line.hash);
    }
    last = { seq: line.seq, hash: line.hash };
  }
  const fault = headFault(last, evidence.head, key);
  if (fault) findings.push({ type: 'head', fault });
  if (anchors === null && last !== null) findings.push({ type: 'anchors-missing' });
  const good = (anchors ?? []).map((line) => anchorFinding(line, key, hashes));
  findings.push(...good.filter((finding) => finding !== null));
  for (const hash of wantedHashes) findings.push({ type: 'expected-head-missing', hash });
  if (expected.key !== undefined && expected.key !== key.publicKey) findings.push({ type: 'key-differs' });
  const anchoredTo = Math.max(0, ...(anchors ?? []).map(({ anchor }) => anchor?.seq ?? 0));
  return { lines, head: last, anchors: anchors?.length ?? 0, anchoredTo, findings };
}

function lineFinding(before: Head, line: StoredLine): Finding | null {
  const seq = before.seq + 1;
  if (line.seq !== seq) return { type: 'line-missing', seq, found: line.seq };
  if (line.hash !== lineHash(before.hash, line.text)) return { type: 'line-changed', seq };
  const record = recordOf(line.text);
  if (record?.seq !== seq || canonical(record) !== line.text) return { type: 'line-unreadable', seq };
  if (record.action === 'audit.disturbed') return { type: 'line-disturbed', seq, reason: record.subject.reason };
  return null;
}

function anchorFinding(
  { line, anchor }: AnchorLine,
  key: AuditKey,
  hashes: ReadonlyMap<number, string>,
): Finding | null {
  if (!anchor) return { type: 'anchor-unreadable', line };
  const { seq, hash, signature } = anchor;
  if (!key.isSigned({ seq, hash, signature })) return { type: 'anchor-forged', line };
  return hashes.get(seq) === hash ? null : { type: 'anchor-differs', line, seq };
}

/** The record in a line's text, if it is one. */
export function recordOf(text: string): AuditRecord | undefined {
  try {
    return AuditRecord.safeParse(JSON.parse(text)).data;
  } catch {
    // Not JSON: no record.
    return undefined;
  }
}
