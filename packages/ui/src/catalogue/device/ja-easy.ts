import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const jaEasy: Translation<typeof ja> = {
  'kiosk.scanner-missing': 'スキャナーが つながって いません。かかりの ひとが きます。まって ください。',
  'kiosk.scanner-busy': 'スキャナーは いま つかって います。すこし まって ください。',
  'kiosk.scanner-jam': 'かみが つまりました。かかりの ひとが きます。まって ください。',
  'kiosk.scanner-no-paper': 'スキャナーに かみが ありません。かみを まっすぐ おいて ください。',
  'kiosk.scanner-cover-open': 'スキャナーの ふたが あいて います。ふたを しめて ください。',
  'kiosk.scanner-failed': 'よみとれませんでした。もういちど します。かみは そのままで まって ください。',
  'kiosk.printer-missing': 'プリンターが つながって いません。かかりの ひとが きます。まって ください。',
  'kiosk.printer-busy': 'プリンターは いま つかって います。すこし まって ください。',
  'kiosk.printer-jam': 'プリンターに かみが つまりました。かかりの ひとが きます。まって ください。',
  'kiosk.printer-no-paper': 'プリンターの かみが なくなりました。かかりの ひとが かみを いれます。まって ください。',
  'kiosk.printer-cover-open': 'プリンターの ふたが あいて います。ふたを しめて ください。',
  'kiosk.printer-no-ink': 'プリンターの インクが なくなりました。かかりの ひとが かえます。まって ください。',
  'kiosk.printer-paused': 'プリンターが とまって います。かかりの ひとが なおします。まって ください。',
  'kiosk.printer-failed': 'いんさつ できませんでした。もういちど します。まって ください。',
  'kiosk.document-missing': 'しょるいが まだ きて いません。もういちど おくって もらいます。まって ください。',
  'kiosk.document-unreadable':
    'しょるいが うまく とどきませんでした。もういちど おくって もらいます。まって ください。',
  'kiosk.tray-full': 'しょるいの ばしょが いっぱいです。もう よみとれません。かかりが あけますので、まって ください。',
  'kiosk.too-many-pages': 'いちどに よみとれる かずを こえました。のこりは、もういちど よみとります。',
  'kiosk.stopped-at-booth': 'とめました。つづける ときは、しょくいんに いって ください。',
  'kiosk.cancelled': 'しょくいんが やめました。そのまま はなして ください。',
  'kiosk.host-restarted': 'きかいが もういちど うごきました。しょくいんが もういちど します。まって ください。',
  'clerk.scanner-missing':
    'ブースの スキャナーが ありません。でんげんと ケーブルを サポーターに みて もらって ください。',
  'clerk.scanner-busy': 'ブースの スキャナーは つかって います。おわってから、もういちど して ください。',
  'clerk.scanner-jam':
    'ブースの スキャナーに かみが つまって います。サポーターに とって もらって、もういちど して ください。',
  'clerk.scanner-no-paper':
    'ブースの スキャナーに かみが ありません。かみを おいて もらって、もういちど して ください。',
  'clerk.scanner-cover-open': 'ブースの スキャナーの ふたが あいて います。しめて もらって、もういちど して ください。',
  'clerk.scanner-failed':
    'ブースで よみとれませんでした。もういちど して ください。だめな ときは サポーターに いって ください。',
  'clerk.printer-missing':
    'ブースの プリンターが ありません。でんげんと ケーブルを サポーターに みて もらって ください。',
  'clerk.printer-busy': 'ブースの プリンターは つかって います。おわってから、もういちど して ください。',
  'clerk.printer-jam': 'ブースの プリンターに かみが つまって います。とると つづきを いんさつ します。',
  'clerk.printer-no-paper': 'ブースの プリンターに かみが ありません。いれると つづきを いんさつ します。',
  'clerk.printer-cover-open': 'ブースの プリンターの ふたが あいて います。しめると つづきを いんさつ します。',
  'clerk.printer-no-ink': 'ブースの プリンターの インクが ありません。かえると つづきを いんさつ します。',
  'clerk.printer-paused': 'ブースの プリンターが とまって います。サポーターに うごかして もらって ください。',
  'clerk.printer-failed':
    'ブースで いんさつ できませんでした。もういちど して ください。だめな ときは サポーターに いって ください。',
  'clerk.document-missing': 'しょるいが ブースに とどいて いません。もういちど おくって ください。',
  'clerk.document-unreadable': 'ブースで しょるいが よめません。もういちど つくって おくって ください。',
  'clerk.tray-full':
    'しょるいの ばしょが いっぱいで、ぜんぶは とどいて いません。いらない しょるいを とりのぞいて、のこりを もういちど よみとって ください。',
  'clerk.too-many-pages': 'いちどに よみとれるのは 200ページまでです。のこりを もういちど よみとって ください。',
  'clerk.stopped-at-booth': 'ブースで とめました。どうして とめたか きいて ください。',
  'clerk.cancelled': 'やめました。',
  'clerk.host-restarted':
    'ブースの きかいが もういちど うごきました。とどいた しょるいを みて、もういちど して ください。',
  scanner: 'スキャナー',
  printer: 'プリンター',
  'condition.ready': 'つかえます',
  'condition.busy': 'うごいて います',
  'condition.attention': 'みて ください',
  'condition.missing': 'つながって いません',
};
