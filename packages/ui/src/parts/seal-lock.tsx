import { useState } from 'react';
import { useText } from '../catalogue/react.tsx';
import type { MessageKey } from '../catalogue/text.ts';
import type { IconName } from '../icons/shapes.ts';
import { Button, type ButtonProps } from './button.tsx';
import { Question } from './question.tsx';

/** Words for something that was found out; none of them takes values. */
export type SealFaultKey = Extract<MessageKey, `seal.fault.${string}`>;

/** What is behind the lock: who shares the keys, and what both sides can compare. */
export interface SealLockProps {
  readonly phase: 'opening' | 'sealed' | 'held' | 'removed' | 'refused';
  /** Six groups of five digits; null before there is a key. */
  readonly verificationNumber: readonly string[] | null;
  readonly members: readonly { readonly deviceId: string; readonly name: string; readonly own: boolean }[];
  /** What was found out, in words. */
  readonly faults: readonly SealFaultKey[];
  readonly kind?: ButtonProps['kind'];
}

/** What stands on the button: until there are keys there is no number to compare, and the lock is not shut. */
const BUTTON = {
  opening: { icon: 'lock-open', words: 'seal.lock.opening' },
  held: { icon: 'repeat', words: 'seal.lock.held' },
  sealed: { icon: 'lock', words: 'seal.lock' },
  removed: { icon: 'lock-open', words: 'seal.lock.without' },
  refused: { icon: 'lock-open', words: 'seal.lock.without' },
} as const satisfies Record<SealLockProps['phase'], { readonly icon: IconName; readonly words: MessageKey }>;

/** The lock of an encrypted conversation. One touch shows the number that both ends have when nobody is in between. */
export function SealLock({ phase, verificationNumber, members, faults, kind = 'secondary' }: SealLockProps) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const state = phase === 'opening' || phase === 'held' || phase === 'removed' ? text(`seal.${phase}`) : null;
  return (
    <>
      <Button
        kind={kind}
        icon={faults.length > 0 ? 'warning' : BUTTON[phase].icon}
        className="mado-seal"
        data-seal={phase}
        data-seal-faults={faults.length}
        data-seal-members={members.length}
        onClick={() => setOpen(true)}
      >
        {text(BUTTON[phase].words)}
      </Button>
      {open ? (
        <Question
          title={text('seal.title')}
          onDismiss={close}
          answers={
            <Button kind="primary" size="large" onClick={close}>
              {text('seal.close')}
            </Button>
          }
        >
          <p>{text('seal.body')}</p>
          {state === null ? null : <p role="status">{state}</p>}
          {verificationNumber === null ? null : (
            <ol className="mado-seal__number" aria-label={text('seal.number')}>
              {verificationNumber.map((group, at) => (
                // The place is what tells two equal groups apart.
                <li key={at}>{group}</li>
              ))}
            </ol>
          )}
          {members.length === 0 ? null : (
            <>
              <h3 className="mado-seal__heading">{text('seal.members')}</h3>
              <ul className="mado-seal__members">
                {members.map(({ deviceId, name, own }) => (
                  <li key={deviceId}>
                    {name}
                    {own ? text('seal.member.own') : ''}
                  </li>
                ))}
              </ul>
            </>
          )}
          <SealFaults faults={faults} />
        </Question>
      ) : null}
    </>
  );
}

/** What was found out about what arrived, and what to do. Nothing when nothing was. */
export function SealFaults({ faults }: Pick<SealLockProps, 'faults'>) {
  const text = useText();
  if (faults.length === 0) return null;
  return (
    <div className="mado-seal__faults" role="alert">
      <ul>
        {/* The same may have been found out in words and in pictures. */}
        {[...new Set(faults)].map((fault) => (
          <li key={fault}>{text(fault)}</li>
        ))}
      </ul>
      <p>{text('seal.do')}</p>
    </div>
  );
}
