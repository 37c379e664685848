export { answerAside, askForAside, asideFrameSecret } from './aside.ts';
export type { AsideAnswer, AsideKey, AsidePlace, AsideQuestion } from './aside.ts';
