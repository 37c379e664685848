import { classNames } from './class-names.ts';

export interface ProgressBarProps {
  /** What goes on, for a screen reader. */
  readonly label: string;
  /** 0 to 1, or null when the device tells no measure: the bar then walks. */
  readonly fraction: number | null;
}

/** How far a device has come. */
export function ProgressBar({ label, fraction }: ProgressBarProps) {
  const share = fraction === null ? null : Math.min(1, Math.max(0, fraction));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(share === null ? {} : { 'aria-valuenow': Math.round(share * 100) })}
      className={classNames('mado-progress', share === null && 'mado-progress--unmeasured')}
    >
      <div className="mado-progress__bar" style={share === null ? undefined : { transform: `scaleX(${share})` }} />
    </div>
  );
}
