import { useText } from '@mado/ui';
import type { EnrolmentState } from '../state/enrolment-state.ts';

/** Which device this is and where its server stands: what IT staff check first. */
export function Facts({ state: { device, serverUrl } }: { readonly state: EnrolmentState }) {
  const text = useText();
  return (
    <dl className="enrol__facts">
      {device === null ? null : (
        <>
          <dt>{text('enrol.device')}</dt>
          <dd>
            {device.name} <span lang="en">{device.deviceId}</span>
          </dd>
        </>
      )}
      <dt>{text('enrol.server')}</dt>
      <dd lang="en">{new URL(serverUrl).host}</dd>
    </dl>
  );
}
