import { Banner, Button, Icon, useText, VideoView } from '@mado/ui';
import type { LevelSource } from '../media/level-source.ts';
import type { OwnMedia } from '../state/clerk-state.ts';
import { SpeakingMeter } from './speaking-meter.tsx';

export interface OwnMediaCheckProps {
  readonly media: OwnMedia;
  readonly self: MediaStream | null;
  readonly level: LevelSource;
  readonly onRetry: () => void;
}

/** The clerk sees and hears before a call what the citizen will see and hear. */
export function OwnMediaCheck({ media, self, level, onRetry }: OwnMediaCheckProps) {
  const text = useText();
  return (
    <section className="own" aria-labelledby="own-title">
      <h2 id="own-title" className="own__title">
        {text('clerk.own')}
      </h2>
      <div className="own__picture">
        <VideoView label={text('common.self-view')} stream={self} mirrored muted />
        {media.phase === 'ready' && media.camera ? null : (
          <p className="own__no-picture">
            <Icon name={media.phase === 'asking' ? 'camera' : 'camera-off'} />
            {media.phase === 'asking' ? text('clerk.own.asking') : text('clerk.own.no-picture')}
          </p>
        )}
      </div>
      {media.phase === 'missing' ? (
        <Banner tone="danger" icon="warning" live="polite" title={text(`clerk.own.${media.cause}`)}>
          <Button icon="repeat" onClick={onRetry}>
            {text('common.retry')}
          </Button>
        </Banner>
      ) : (
        <>
          <SpeakingMeter level={level} />
          <p className="own__hint">{text('clerk.own.hint')}</p>
        </>
      )}
    </section>
  );
}
