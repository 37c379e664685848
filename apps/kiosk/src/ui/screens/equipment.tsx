import { Button, ErrorText, Icon, LevelMeter, useText, VideoView } from '@mado/ui';
import { useSyncExternalStore } from 'react';
import type { Capture, CheckIn, Headset } from '../state/kiosk-state.ts';
import { Frame, Place } from './frame.tsx';
import type { ScreenProps } from './screen-props.ts';
import type { LevelSource } from './views.ts';

/** Headset, camera and microphone, tried before anybody is called. */
export function EquipmentScreen({
  state,
  display,
  actions,
  pictures,
  level,
  checkIn,
}: ScreenProps & { readonly checkIn: CheckIn }) {
  const text = useText();
  const { capture } = state;
  const going = checkIn.phase === 'going';
  return (
    <Frame
      screen="before-we-start"
      step="equipment"
      facts={{ 'data-capture': capture.phase }}
      heading={<Place booth={state.booth} />}
      display={display}
      actions={actions}
      row={
        <div className="row row--between">
          <Button icon="arrow-left" disabled={going} onClick={actions.back}>
            {text('common.back')}
          </Button>
          {capture.phase === 'failed' ? (
            <Button kind="primary" size="large" icon="repeat" onClick={actions.retryCapture}>
              {text('common.retry')}
            </Button>
          ) : (
            <Button
              kind="primary"
              size="large"
              icon="ticket"
              disabled={capture.phase !== 'ready' || going}
              onClick={actions.checkIn}
            >
              {going ? text('kiosk.equipment.going') : text('kiosk.equipment.go')}
            </Button>
          )}
        </div>
      }
    >
      <h1 className="title">
        {text(state.headset === 'absent' ? 'kiosk.equipment.title-no-headset' : 'kiosk.equipment.title')}
      </h1>
      <div className="equipment">
        <SelfPicture capture={capture} stream={pictures.self} />
        <div className="equipment__side">
          <div className="equipment__headset">
            {state.headset === 'absent' ? null : <HeadsetPicture />}
            <HeadsetWords headset={state.headset} />
          </div>
          {capture.phase === 'failed' ? (
            <ErrorText>{text(`kiosk.equipment.${capture.fault}`)}</ErrorText>
          ) : (
            <VoiceLevel level={level} ready={capture.phase === 'ready'} />
          )}
          {capture.phase === 'ready' && !capture.camera ? (
            <p className="equipment__note">
              <Icon name="camera-off" />
              {text('kiosk.equipment.camera-missing')}
            </p>
          ) : null}
          {checkIn.phase === 'refused' ? (
            <ErrorText code={text('common.code', { code: checkIn.code })}>{text(`error.${checkIn.code}`)}</ErrorText>
          ) : null}
        </div>
      </div>
    </Frame>
  );
}

function SelfPicture({ capture, stream }: { readonly capture: Capture; readonly stream: MediaStream | null }) {
  const text = useText();
  return (
    <VideoView className="equipment__self" label={text('common.self-view')} stream={stream} mirrored muted>
      {capture.phase === 'ready' && capture.camera ? null : (
        <div className="equipment__empty">
          <Icon name={capture.phase === 'asking' || capture.phase === 'off' ? 'camera' : 'camera-off'} />
          {capture.phase === 'asking' || capture.phase === 'off' ? <p>{text('kiosk.equipment.starting')}</p> : null}
        </div>
      )}
    </VideoView>
  );
}

/** Above this loudness a voice is heard well. */
const WELL = 0.25;

function VoiceLevel({ level, ready }: { readonly level: LevelSource; readonly ready: boolean }) {
  const text = useText();
  const loudness = useSyncExternalStore(level.subscribe, level.getSnapshot);
  const heard = ready && loudness >= WELL;
  return (
    <div className="voice">
      <p>{text('kiosk.equipment.hear')}</p>
      <div className="voice__meter">
        <Icon name="microphone" />
        <LevelMeter label={text('kiosk.equipment.level')} level={ready ? loudness : 0} />
      </div>
      <p className="voice__verdict" data-heard={heard}>
        <Icon name="check" />
        {text('kiosk.equipment.good')}
      </p>
    </div>
  );
}

/** Told as it changes, so that whoever plugs the headset in sees and hears that it was noticed. */
function HeadsetWords({ headset }: { readonly headset: Headset }) {
  const text = useText();
  return (
    <p className="equipment__sound" role="status" data-headset={headset}>
      {headset === 'unknown' ? null : (
        <>
          <Icon name={headset === 'connected' ? 'headset' : 'volume-up'} />
          {text(`kiosk.equipment.headset-${headset}`)}
        </>
      )}
    </p>
  );
}

/** A head with the headset on, so that nobody wonders which way round it goes. */
function HeadsetPicture() {
  return (
    <svg className="illustration" viewBox="0 0 200 150" aria-hidden="true" focusable="false">
      <ellipse className="ill-skin" cx="100" cy="78" rx="42" ry="50" />
      <path
        className="ill-grey"
        d="M56 74c-4-44 20-62 44-62s48 18 44 62c-8-16-16-26-24-32-16 8-44 8-52 4-6 8-10 18-12 28z"
      />
      <path className="ill-line" d="M84 80v6M116 80v6M88 104c8 7 16 7 24 0" />
      <path className="ill-headset" d="M52 80c-6-52 22-74 48-74s54 22 48 74" />
      <rect className="ill-headset-cup" x="42" y="64" width="20" height="38" rx="9" />
      <rect className="ill-headset-cup" x="138" y="64" width="20" height="38" rx="9" />
      <path className="ill-headset ill-headset--arm" d="M52 100c2 22 16 28 34 26" />
      <circle className="ill-headset-cup" cx="90" cy="126" r="7" />
      <path className="ill-citizen" d="M40 150c6-16 22-22 44-24h32c22 2 38 8 44 24z" />
    </svg>
  );
}
