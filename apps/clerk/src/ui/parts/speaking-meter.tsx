import { useSyncExternalStore } from 'react';
import { Icon, LevelMeter, useText } from '@mado/ui';
import type { LevelSource } from '../media/level-source.ts';

/** How loud the clerk's own voice arrives, as lamps and as one word. */
export function SpeakingMeter({ level }: { readonly level: LevelSource }) {
  const text = useText();
  const { fraction, verdict } = useSyncExternalStore(level.subscribe, level.getSnapshot);
  return (
    <div className={`speaking speaking--${verdict}`}>
      <Icon name="microphone" />
      <LevelMeter label={text('clerk.voice')} level={fraction} steps={10} />
      <span className="speaking__word">{text(`clerk.voice.${verdict}`)}</span>
    </div>
  );
}
