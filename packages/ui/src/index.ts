export { languageNames, languages, type Language } from './catalogue/language.ts';
export { CatalogueProvider, useLanguage, useText } from './catalogue/react.tsx';
export { textIn, type MessageKey, type MessageValues, type PlainKey, type Text } from './catalogue/text.ts';
export {
  applyDisplay,
  defaultDisplay,
  isLanguage,
  type DisplayRoot,
  type DisplaySettings,
} from './display/settings.ts';
export { loadCatalogueFonts } from './display/fonts.ts';
export { DisplaySwitches, type DisplaySwitchesProps } from './display/switches.tsx';
export { Icon, type IconProps } from './icons/icon.tsx';
export type { IconName } from './icons/shapes.ts';
export { Announcer, type AnnouncerProps } from './parts/announcer.tsx';
export { Banner, type BannerProps } from './parts/banner.tsx';
export { Button, type ButtonProps } from './parts/button.tsx';
export { Card, type CardProps } from './parts/card.tsx';
export { classNames } from './parts/class-names.ts';
export { ErrorText, type ErrorTextProps } from './parts/error-text.tsx';
export { FaceView, type FaceViewProps } from './parts/face-view.tsx';
export { LevelMeter, type LevelMeterProps } from './parts/level-meter.tsx';
export {
  PageAnnotations,
  type DrawnAnnotation,
  type PageAnnotationsProps,
  type PagePlace,
} from './parts/page-annotations.tsx';
export { ProgressBar, type ProgressBarProps } from './parts/progress-bar.tsx';
export { Question, type QuestionProps } from './parts/question.tsx';
export { SealFaults, SealLock, type SealLockProps } from './parts/seal-lock.tsx';
export { SecondsSince, type SecondsSinceProps } from './parts/seconds-since.tsx';
export { VideoView, type VideoViewProps } from './parts/video-view.tsx';
export { listenTo, type Listening } from './sound/listening.ts';
