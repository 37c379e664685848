/** Why a form cannot be used as a template, and what to do; keys are the problems of a `TemplateError`. */
export const ja = {
  'missing-file': '帳票のファイルが見つかりません。',
  malformed: '帳票の設定を読み取れません。保存し直した設定をお使いください。',
  'pdf-changed': 'このPDFは、記入欄を決めたときのPDFと違います。元のPDFを使うか、記入欄を決め直してください。',
  'pdf-unreadable': 'このPDFを開けません。元の文書からPDFを作り直してください。',
  'pdf-encrypted': 'このPDFにはパスワードがかかっています。パスワードを外したPDFをお使いください。',
  'pdf-too-long': 'このPDFは大きすぎます。20ページ、10MBまでにしてください。',
  'pdf-bomb': 'このPDFは、開くと大きくなりすぎるため使えません。元の文書からPDFを作り直してください。',
  'pdf-active':
    'このPDFには、動作する仕掛けや添付ファイルが入っているため使えません。「PDFに印刷」で作り直してください。',
  'page-turned': 'ページが回転しています。正しい向きで保存し直してください。',
  'page-missing': '記入欄のページがPDFにありません。',
  'box-outside-page': '記入欄がページの外に出ています。ページの中に入れてください。',
  'unknown-common-field': '共通項目にない項目が使われています。項目を選び直してください。',
  'wrong-type': '記入欄の種類と共通項目の種類が合いません。どちらかを選び直してください。',
  'bad-expression': '印字する内容の式が正しくありません。',
  'unknown-choice': '共通項目にない選択肢が使われています。選択肢を選び直してください。',
  'duplicate-template': '同じ名前の帳票がすでにあります。別の名前にしてください。',
};
