import { classNames, useText } from '@mado/ui';
import type { ManagedDevice } from '@mado/signaling/wire';

const DAY_MS = 24 * 3_600_000;

export interface DevicesTableProps {
  readonly devices: readonly ManagedDevice[];
  readonly dateOf: (at: number) => string;
  /** The server's clock, in milliseconds. */
  readonly now: number;
}

/** Every device of the city, a line each: whether its certificate counts, and until when. */
export function DevicesTable({ devices, dateOf, now }: DevicesTableProps) {
  const text = useText();
  return (
    <div className="admin-table" role="group" tabIndex={0} aria-label={text('enrolment.devices')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text('enrolment.name')}</th>
            <th scope="col">{text('enrolment.role')}</th>
            <th scope="col">{text('enrolment.state')}</th>
            <th scope="col">{text('enrolment.until')}</th>
            <th scope="col">{text('enrolment.line')}</th>
          </tr>
        </thead>
        <tbody>
          {devices.map(({ deviceId, name, role, condition, notAfter, connected }, place) => (
            // A device that was enrolled anew with another key has two lines.
            <tr key={`${deviceId} ${place}`} data-device={deviceId}>
              <th scope="row">
                {name}
                <span className="admin-quiet people__login" lang="en">
                  {deviceId}
                </span>
              </th>
              <td>{text(`enrolment.role.${role}`)}</td>
              <td>
                <span className={classNames('people__state', `device__state--${condition}`)}>
                  {text(`enrolment.state.${condition}`)}
                </span>
              </td>
              <td>
                {condition === 'expiring'
                  ? text('enrolment.until.days', {
                      date: dateOf(notAfter),
                      days: Math.floor((notAfter - now) / DAY_MS),
                    })
                  : dateOf(notAfter)}
              </td>
              <td>{text(connected ? 'enrolment.line.on' : 'enrolment.line.off')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
