import type { ReactNode } from 'react';
import { Icon } from '../icons/icon.tsx';
import type { IconName } from '../icons/shapes.ts';
import { classNames } from './class-names.ts';

export interface BannerProps {
  readonly tone?: 'neutral' | 'info' | 'warning' | 'danger' | 'success';
  readonly icon?: IconName;
  readonly title: ReactNode;
  /** A second, quieter line. */
  readonly children?: ReactNode;
  /** Buttons at the end. */
  readonly actions?: ReactNode;
  /** `polite` reads the banner out when it appears or changes; leave it out where an `Announcer` speaks already. */
  readonly live?: 'polite' | 'assertive';
  readonly className?: string;
}

/** One sentence about what goes on now, with an icon and at most a button or two. */
export function Banner({ tone = 'neutral', icon, title, children, actions, live, className }: BannerProps) {
  return (
    <div
      className={classNames('mado-banner', `mado-banner--${tone}`, className)}
      {...(live ? { role: live === 'assertive' ? 'alert' : 'status' } : {})}
    >
      {icon ? <Icon name={icon} /> : null}
      <div className="mado-banner__words">
        <p className="mado-banner__title">{title}</p>
        {children}
      </div>
      {actions ? <div className="mado-banner__actions">{actions}</div> : null}
    </div>
  );
}
