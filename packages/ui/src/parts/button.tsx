import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Icon } from '../icons/icon.tsx';
import type { IconName } from '../icons/shapes.ts';
import { classNames } from './class-names.ts';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  /** `primary`: the one next action of a screen. `quiet`: no frame. `danger`: what cannot be taken back. */
  readonly kind?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly size?: 'normal' | 'large';
  readonly icon?: IconName;
  /** Shown after the words: an arrow on what leads on. */
  readonly iconAfter?: IconName;
  readonly children?: ReactNode;
}

/** A button whose target is never smaller than the app's scale allows (64 px at the booth, 40 px at the desk). */
export function Button({
  kind = 'secondary',
  size = 'normal',
  icon,
  iconAfter,
  className,
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={classNames('mado-button', `mado-button--${kind}`, size === 'large' && 'mado-button--large', className)}
      {...rest}
    >
      {icon ? <Icon name={icon} /> : null}
      {children}
      {iconAfter ? <Icon name={iconAfter} /> : null}
    </button>
  );
}
