import { Banner, Button, useText } from '@mado/ui';
import type { ManagedDevice, UploadFault } from '@mado/signaling/wire';
import { useRef } from 'react';
import type { Taken } from './taken.ts';

export interface SignedTextProps {
  readonly busy: boolean;
  readonly taken: Taken | null;
  readonly devices: readonly ManagedDevice[];
  readonly onFile: (file: File) => void;
}

/** The way in for what the authority signed, and in words what became of it. */
export function SignedText({ busy, taken, devices, onFile }: SignedTextProps) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <div className="admin-head">
        <p>{text('enrolment.upload.next')}</p>
        <Button icon="arrow-up" aria-disabled={busy} onClick={() => (busy ? null : input.current?.click())}>
          {text('enrolment.upload')}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".txt,text/plain"
          hidden
          aria-label={text('enrolment.upload')}
          data-upload="signed"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            // The same file chosen again is a new upload.
            event.target.value = '';
            if (file !== undefined) onFile(file);
          }}
        />
      </div>
      <div role="status">{taken === null ? null : <Outcome taken={taken} devices={devices} />}</div>
    </>
  );
}

function Outcome({ taken, devices }: { readonly taken: Taken; readonly devices: readonly ManagedDevice[] }) {
  const text = useText();
  const nameOf = (id: string) => devices.find(({ deviceId }) => deviceId === id)?.name ?? id;
  const { certificates, newList, faults, kept } = taken;
  const took = certificates.length > 0 || newList !== null;
  const title = took ? (faults.length === 0 ? 'all' : 'some') : kept ? 'known' : 'nothing';
  return (
    <Banner
      tone={took || kept ? (faults.length === 0 ? 'success' : 'warning') : 'danger'}
      icon={faults.length === 0 ? 'check' : 'warning'}
      title={text(`enrolment.taken.${title}`)}
    >
      <ul className="admin-taken">
        {certificates.length === 0 ? null : (
          <li>
            {text('enrolment.taken.certificates', {
              count: certificates.length,
              names: certificates.map(nameOf).join('、'),
            })}
          </li>
        )}
        {newList === null ? null : <li>{text('enrolment.taken.list', { number: newList })}</li>}
        {countOf(faults).map(([fault, count]) => (
          <li key={fault}>{text(`enrolment.taken.${fault}`, { count })}</li>
        ))}
      </ul>
    </Banner>
  );
}

function countOf(faults: readonly (UploadFault | 'too-large')[]): [UploadFault | 'too-large', number][] {
  return [...new Set(faults)].map((fault) => [fault, faults.filter((each) => each === fault).length]);
}
