import { Banner, Button, useLanguage, useText } from '@mado/ui';
import { refusalCode } from '@mado/signaling';
import type { ResponseOf, WaitingEnrolment } from '@mado/signaling/wire';
import { useState } from 'react';
import { ListComing, ListFailed, LossQuestion, NothingListed } from '../list-parts.tsx';
import type { AdminSectionProps } from '../section.ts';
import { CodeCard } from './code-card.tsx';
import { DevicesTable } from './devices-table.tsx';
import { SignedText } from './signed-text.tsx';
import { MOST_TEXT, takenOf, TOO_LARGE, type Taken } from './taken.ts';
import { useDevices } from './use-devices.ts';
import { WaitingTable } from './waiting-table.tsx';

type Fault = 'forbidden' | 'not-found' | 'no-answer';

/** The city's devices: which count, until when, and which ask to be enrolled. */
export function DevicesSection({ ports, now }: AdminSectionProps) {
  const { devices: port } = ports;
  const text = useText();
  const language = useLanguage();
  const { listed, load } = useDevices(port);
  const [code, setCode] = useState<ResponseOf<'admin.enrolmentCode'> | null>(null);
  const [question, setQuestion] = useState<WaitingEnrolment | null>(null);
  const [taken, setTaken] = useState<Taken | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);

  const locale = language === 'ja-easy' ? 'ja' : language;
  const dateOf = (at: number) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(at);
  // A request may wait for days.
  const momentOf = (at: number) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short' }).format(at);
  const timeOf = (at: number) => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(at);
  const act = async (call: () => Promise<void>) => {
    setBusy(true);
    setFault(null);
    setQuestion(null);
    try {
      await call();
      load();
    } catch (error) {
      setFault(faultOf(error));
    } finally {
      setBusy(false);
    }
  };

  if (listed.phase === 'loading') {
    return <ListComing label={text('enrolment.loading')} />;
  }
  if (listed.phase === 'failed') {
    return <ListFailed title={text('enrolment.failed')} next={text('enrolment.failed.next')} onAgain={load} />;
  }
  const { devices, waiting, authority, revocationNumber, serverTime } = listed.view;
  const expiring = devices.filter(({ condition }) => condition === 'expiring').length;
  const upload = async (file: File) => {
    setTaken(null);
    // A character is at least a byte: what is larger does not fit, whatever it is.
    const content = file.size > MOST_TEXT ? null : await file.text();
    setTaken(content === null ? TOO_LARGE : takenOf(await port.upload(content), { revocationNumber }));
  };
  return (
    <>
      <div className="admin-head">
        <p className="admin-quiet">{text('enrolment.intro')}</p>
        <Button
          kind="primary"
          icon="plus"
          aria-disabled={busy}
          onClick={() => {
            if (!busy) void act(async () => setCode(await port.code(crypto.randomUUID())));
          }}
        >
          {text('enrolment.code')}
        </Button>
      </div>
      <div role="alert">
        {fault === null ? null : <Banner tone="warning" icon="warning" title={text(`enrolment.fault.${fault}`)} />}
      </div>
      {expiring === 0 ? null : (
        <Banner tone="warning" icon="clock" title={text('enrolment.renew.title', { count: expiring })}>
          <p>{text('enrolment.renew.next')}</p>
        </Banner>
      )}
      {code === null ? null : <CodeCard code={code} now={now} timeOf={timeOf} onDone={() => setCode(null)} />}
      <h2>{text('enrolment.waiting')}</h2>
      {waiting.length === 0 ? (
        <p className="admin-quiet">{text('enrolment.waiting.none')}</p>
      ) : (
        <>
          <p>{text('enrolment.waiting.next')}</p>
          <WaitingTable waiting={waiting} momentOf={momentOf} onDecline={setQuestion} />
        </>
      )}
      <h2>{text('enrolment.signed')}</h2>
      <SignedText busy={busy} taken={taken} devices={devices} onFile={(file) => void act(() => upload(file))} />
      <h2>{text('enrolment.devices')}</h2>
      {devices.length === 0 ? (
        <NothingListed icon="window" title={text('enrolment.none')}>
          {text('enrolment.none.next')}
        </NothingListed>
      ) : (
        <DevicesTable devices={devices} dateOf={dateOf} now={serverTime} />
      )}
      <p className="admin-quiet">
        {revocationNumber === null ? text('enrolment.list.none') : text('enrolment.list', { number: revocationNumber })}
        <br />
        {text('enrolment.authority', { city: authority.cityId, fingerprint: authority.fingerprint })}
      </p>
      {question === null ? null : (
        <LossQuestion
          title={text('enrolment.decline.title', { name: question.name })}
          body={text('enrolment.decline.body')}
          confirm={text('enrolment.decline')}
          onConfirm={() => void act(() => port.decline(question.keyHash))}
          onDismiss={() => setQuestion(null)}
        />
      )}
    </>
  );
}

function faultOf(error: unknown): Fault {
  const code = refusalCode(error);
  if (code === 'forbidden' || code === 'not-found') return code;
  reportError(error);
  return 'no-answer';
}
