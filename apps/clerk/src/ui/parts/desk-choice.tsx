import { useEffect, useId } from 'react';
import { useText } from '@mado/ui';
import type { DeskId, DeskOutlook } from '@mado/signaling/wire';

export interface DeskChoiceProps {
  /** Null until the server has told them. */
  readonly desks: readonly DeskOutlook[] | null;
  /** The desk that comes next in the session's order. */
  readonly next: string | null;
  readonly chosen: DeskId | null;
  readonly onChoose: (deskId: DeskId) => void;
  /** Called while the choice is on the screen, so that what it shows is true. */
  readonly onLook: (on: boolean) => void;
}

/** All other desks of the city with who is free there, to choose one. */
export function DeskChoice({ desks, next, chosen, onChoose, onLook }: DeskChoiceProps) {
  const text = useText();
  const name = useId();
  useEffect(() => {
    onLook(true);
    return () => onLook(false);
  }, [onLook]);
  return (
    <fieldset className="desk-choice">
      <legend className="choice__legend">{text('transfer.desks')}</legend>
      {desks === null ? (
        <p role="status">{text('transfer.desks.loading')}</p>
      ) : (
        <div className="desk-choice__desks">
          {desks.map((desk) => (
            <label key={desk.id} className="desk-choice__desk">
              <input
                type="radio"
                name={name}
                checked={desk.id === chosen}
                onChange={() => onChoose(desk.id)}
                className="desk-choice__input"
              />
              <span className="desk-choice__name">
                {desk.name}
                {desk.id === next ? <strong className="desk-choice__next">{text('transfer.desk.next')}</strong> : null}
              </span>
              <span className={desk.clerksReady > 0 ? 'desk-choice__free' : 'desk-choice__away'}>
                {desk.clerksReady > 0
                  ? text('transfer.desk.ready', { count: desk.clerksReady })
                  : text('transfer.desk.away')}
              </span>
            </label>
          ))}
        </div>
      )}
    </fieldset>
  );
}
