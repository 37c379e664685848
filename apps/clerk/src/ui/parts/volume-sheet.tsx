import { useId } from 'react';
import { Icon, useText } from '@mado/ui';

export interface VolumeSheetProps {
  /** 0 to 1. */
  readonly level: number;
  readonly onLevel: (level: number) => void;
}

/** How loud the clerk is at the booth, because a citizen seldom says that it is too soft. */
export function VolumeSheet({ level, onLevel }: VolumeSheetProps) {
  const text = useText();
  const id = useId();
  const percent = Math.round(level * 100);
  return (
    <>
      <label htmlFor={id}>{text('clerk.volume.label')}</label>
      <div className="volume">
        <Icon name="volume-up" />
        <input
          id={id}
          className="volume__slider"
          type="range"
          min={0}
          max={100}
          step={10}
          value={percent}
          data-first
          onChange={(event) => onLevel(Number(event.target.value) / 100)}
        />
        <output htmlFor={id} className="volume__percent">
          {percent}%
        </output>
      </div>
    </>
  );
}
