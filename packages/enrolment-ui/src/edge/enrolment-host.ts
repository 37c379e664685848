import type { DeviceCalls } from '@mado/enrolment/contract';

type Question<N extends keyof DeviceCalls> = DeviceCalls[N]['request']['_output'];
type Answer<N extends keyof DeviceCalls> = DeviceCalls[N]['response']['_output'];

/** What enrolment asks of the device's host; both apps' host clients have it. */
export interface EnrolmentHost {
  call<N extends keyof DeviceCalls>(name: N, request: Question<N>): Promise<Answer<N>>;
}
