import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const jaEasy: Translation<typeof ja> = {
  booked: 'よやく',
  have: 'よやくの ばんごうが ある ひと',
  'number.title': 'よやくの ばんごうを おして ください',
  'number.label': 'よやくの ばんごう（すうじ 8つ）',
  'pin.title': 'あんしょうばんごうを おして ください',
  'pin.label': 'あんしょうばんごう（すうじ 4つ）',
  where: 'よやくの おしらせに かいて あります。',
  erase: '1つ けす',
  asking: 'みて います',
  digits: '{count}つ はいりました',
  wrong: 'ばんごうが ちがいます。おしらせを みて、もういちど ゆっくり おして ください。',
  wait: 'すこし まって ください。あと {seconds}びょうで、もういちど おせます。',
  locked: 'この ばんごうは いま つかえません。「かかりの ひとを よぶ」を おして ください。てつだいます。',
  'other-day':
    'この よやくは {month}がつ{day}にちです。きょう はなしたい ひとは「よやくなしで はなす」を おして ください。',
  'in-use': 'この よやくは ほかの ばしょで つかって います。「かかりの ひとを よぶ」を おして ください。',
  elsewhere: 'その まどぐちは ここでは はなせません。「かかりの ひとを よぶ」を おして ください。',
  'no-answer': 'へんじが ありません。もういちど して ください。',
  'walk-in': 'よやくなしで はなす',
};
