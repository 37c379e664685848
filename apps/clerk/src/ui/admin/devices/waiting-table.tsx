import { Button, useText } from '@mado/ui';
import type { WaitingEnrolment } from '@mado/signaling/wire';
import { AdminTable } from '../list-parts.tsx';
import { requestFile, saveText } from './taken.ts';

export interface WaitingTableProps {
  readonly waiting: readonly WaitingEnrolment[];
  readonly momentOf: (at: number) => string;
  readonly onDecline: (request: WaitingEnrolment) => void;
}

/** Requests that wait for the authority, each with the digits to compare with the device's screen. */
export function WaitingTable({ waiting, momentOf, onDecline }: WaitingTableProps) {
  const text = useText();
  return (
    <AdminTable
      label={text('enrolment.waiting')}
      columns={[text('enrolment.name'), text('enrolment.fingerprint'), text('enrolment.received')]}
      hands
    >
      {waiting.map((request) => (
        <tr key={request.fingerprint} data-request={request.deviceId}>
          <th scope="row">
            {request.name}
            <span className="admin-quiet people__login">
              {text(`enrolment.role.${request.role}`)} <span lang="en">{request.deviceId}</span>
            </span>
          </th>
          <td className="device__digits">
            {/* In the lines in which the device shows it. */}
            {request.fingerprint.slice(0, 17)} <br />
            {request.fingerprint.slice(18)}
          </td>
          <td className="admin-table__time">{momentOf(request.receivedAt)}</td>
          <td className="admin-table__hands">
            <Button
              icon="arrow-down"
              aria-label={text('enrolment.save.who', { name: request.name })}
              onClick={() => saveText(requestFile(request.deviceId), request.text)}
            >
              {text('enrolment.save')}
            </Button>
            <Button
              aria-label={text('enrolment.decline.who', { name: request.name })}
              onClick={() => onDecline(request)}
            >
              {text('enrolment.decline')}
            </Button>
          </td>
        </tr>
      ))}
    </AdminTable>
  );
}
