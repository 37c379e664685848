import type { ReactNode } from 'react';
import { Icon } from '../icons/icon.tsx';

export interface ErrorTextProps {
  readonly children: ReactNode;
  /** Small and below, for the supporter. */
  readonly code?: string;
  readonly id?: string;
}

/** What went wrong and what to do now, in words. Read out when it appears. */
export function ErrorText({ children, code, id }: ErrorTextProps) {
  return (
    <div className="mado-error" role="alert" {...(id === undefined ? {} : { id })}>
      <Icon name="warning" />
      <div>
        {children}
        {code === undefined ? null : <span className="mado-error__code">{code}</span>}
      </div>
    </div>
  );
}
