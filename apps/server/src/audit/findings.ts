import type { Finding } from './examine.ts';

const HEAD_WORDS: Readonly<Record<Extract<Finding, { type: 'head' }>['fault'], string>> = {
  'head-missing': 'the signed head is missing',
  'head-forged': 'the head was not signed with this audit key',
  'head-differs': 'the last line is not the one that was signed: lines were cut off or added at the end',
};

/** A finding in words for the operator who runs the check. */
export function wordsOf(finding: Finding): string {
  switch (finding.type) {
    case 'line-missing':
      return `line ${finding.seq}: is missing, line ${finding.found} stands in its place`;
    case 'line-changed':
      return `line ${finding.seq}: does not follow from the lines before it: it was changed, inserted or moved, or a line before it was removed`;
    case 'line-unreadable':
      return `line ${finding.seq}: is no record that this version knows`;
    case 'line-disturbed':
      return `line ${finding.seq}: here the server found that the log had been tampered with (${finding.reason})`;
    case 'head':
      return HEAD_WORDS[finding.fault];
    case 'anchors-missing':
      return 'the file of anchors is missing';
    case 'anchor-unreadable':
      return `anchor ${finding.line}: is not an anchor`;
    case 'anchor-forged':
      return `anchor ${finding.line}: was not signed with this audit key`;
    case 'anchor-differs':
      return `anchor ${finding.line}: line ${finding.seq} of the log is missing or another one now, or stands behind the first broken line`;
    case 'expected-head-missing':
      return `no sound line of the log has the expected hash ${finding.hash}`;
    case 'key-differs':
      return 'the audit key is not the expected one';
  }
}
