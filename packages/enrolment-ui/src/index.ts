export { EnrolmentDesk, type EnrolmentActions, type EnrolmentDeskOptions } from './edge/enrolment-desk.ts';
export type { EnrolmentHost } from './edge/enrolment-host.ts';
export { EnrolmentSheet, type EnrolmentSheetProps } from './screen/enrolment-sheet.tsx';
export { firstEnrolment, whyOf, type EnrolmentState, type Note, type Why } from './state/enrolment-state.ts';
