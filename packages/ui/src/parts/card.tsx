import type { HTMLAttributes } from 'react';
import { classNames } from './class-names.ts';

export interface CardProps extends HTMLAttributes<HTMLDivElement> {
  /** Lifts the card off the ground with a soft shadow. */
  readonly raised?: boolean;
}

/** A white sheet on the paper ground. */
export function Card({ raised = false, className, ...rest }: CardProps) {
  return <div className={classNames('mado-card', raised && 'mado-card--raised', className)} {...rest} />;
}
