export { EnrolmentDesk, type EnrolmentActions, type EnrolmentDeskOptions } from './edge/enrolment-desk.ts';
export type { EnrolmentHost } from './edge/enrolment-host.ts';
export { ExpiryBanner, ExpirySheet, type ExpiryBannerProps } from './screen/expiry-words.tsx';
export { EnrolmentSheet, type EnrolmentSheetProps } from './screen/enrolment-sheet.tsx';
export type { Expiry } from './state/expiry.ts';
export { firstEnrolment, whyOf, type EnrolmentState, type Note, type Why } from './state/enrolment-state.ts';
