export { destroyEpoch } from './epoch.ts';
export type { GroupEpoch } from './epoch.ts';
export type { GroupFault } from './fault.ts';
export type { GroupMember } from './member.ts';
export { SessionGroup } from './session-group.ts';
export type { GroupPhase, SessionGroupListener, SessionGroupOptions } from './session-group.ts';
