import { classNames, useText } from '@mado/ui';
import type { ManagedDevice } from '@mado/signaling/wire';
import { AdminTable } from '../list-parts.tsx';

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
    <AdminTable
      label={text('enrolment.devices')}
      columns={[
        text('enrolment.name'),
        text('enrolment.role'),
        text('enrolment.state'),
        text('enrolment.until'),
        text('enrolment.line'),
      ]}
    >
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
              ? text('enrolment.until.days', { date: dateOf(notAfter), days: Math.floor((notAfter - now) / DAY_MS) })
              : dateOf(notAfter)}
          </td>
          <td>{text(connected ? 'enrolment.line.on' : 'enrolment.line.off')}</td>
        </tr>
      ))}
    </AdminTable>
  );
}
