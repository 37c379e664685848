import { classNames } from './class-names.ts';

export interface LevelMeterProps {
  readonly label: string;
  /** Loudness, 0 to 1. */
  readonly level: number;
  readonly steps?: number;
}

/** A row of lamps that move with a voice, so that anybody sees that the microphone hears them. */
export function LevelMeter({ label, level, steps = 12 }: LevelMeterProps) {
  const lit = Math.round(Math.min(1, Math.max(0, level)) * steps);
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={steps}
      aria-valuenow={lit}
      className="mado-level"
    >
      {Array.from({ length: steps }, (_, step) => (
        <span key={step} className={classNames('mado-level__step', step < lit && 'mado-level__step--on')} />
      ))}
    </div>
  );
}
