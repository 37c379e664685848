/** Enrolment at the device itself, for IT staff; and what citizens read meanwhile. */
export const ja = {
  'closed.title': 'ただいま準備中です',
  'closed.body': '職員にお声がけください。',
  'closed.interrupted':
    'お話の途中ですが、この機械が使えなくなりました。職員にお声がけください。画面の内容は消えます。',
  'closed.staff': '職員の方へ',
  'closed.back': '閉じる',
  'call-over': '通話は終わりました。この端末から、通話の内容を消します。',
  device: '端末',
  server: 'サーバー',
  again: 'もう一度つなぐ',
  'why.not-enrolled': 'この端末はまだ登録されていません',
  'why.other-city': 'この端末は、ほかの認証局に登録されています',
  'why.certificate-revoked': 'この端末の登録は取り消されました',
  'why.certificate-expired': 'この端末の登録は期限が過ぎました',
  'why.wrong-clock': 'この端末の時計が合っていません',
  'why.unauthenticated': 'この端末の証明が合いません',
  'next.not-enrolled': '職員側アプリの「管理」→「端末」で登録コードを作り、ここに入れてください。',
  'next.other-city':
    '下のサーバーが市のものか確かめてください。正しければ、「管理」→「端末」で作った登録コードで登録し直せます。',
  'next.certificate-revoked':
    '取り消した理由を担当者に確かめてください。使い続けてよければ、「管理」→「端末」で新しい登録コードを作り、ここに入れてください。',
  'next.certificate-expired':
    '認証局で「mado-ca renew」により延ばし、「管理」→「端末」で取り込むと、この画面は自動で進みます。登録コードで登録し直すこともできます。',
  'next.wrong-clock': 'この端末の日付と時刻（時間帯も）を合わせてください。合うと、自動でつながります。',
  'next.unauthenticated':
    '別の端末のデータが写されたか、鍵が変わっています。「管理」→「端末」で作った登録コードで登録し直してください。',
  expiry: 'この端末の登録は、{date}に期限が切れます（あと{days}日）',
  'expiry.last': 'この端末の登録は、{moment}に期限が切れます',
  'expiry.tell':
    '情報システムの担当にお知らせください。期限まではいつもどおり使えます。切れると、延ばすまで使えません。',
  'expiry.next':
    '担当者は、認証局で「mado-ca renew」により延ばし、職員側アプリの「管理」→「端末」で取り込みます。この端末には自動で届き、ここでは何もいりません。',
  'expiry.put-off': '今日は閉じる',
  code: '登録コード',
  'code.hint': '12文字です。0・O・1・I・L・U は使いません。小文字でも、線がなくてもかまいません。',
  'code.strange': 'コードにない文字は入れていません（0・O・1・I・L・U など）。画面のコードと見比べてください。',
  erase: '1文字消す',
  send: '送る',
  sending: '送っています',
  waiting: '登録を待っています',
  'waiting.auto': '取り込まれると、この画面は自動で進みます。電源を切っても、依頼は残ります。',
  'waiting.device': 'この端末の番号',
  'waiting.device.next': '承認する担当者に、すべての数字を読み上げてください。',
  authority: '認証局の番号（{city}）',
  'authority.compare': '担当者の控え（「mado-ca show」の番号）と、すべて同じですか。',
  'authority.same': '同じと確かめました',
  'authority.known': 'この端末がもう知っている認証局です',
  'authority.different':
    '登録を進めないでください。別の認証局につながっています。サーバーのアドレスを確かめ、市の担当者に知らせてください。この端末は、まだ何も受け取っていません。',
  same: '同じです',
  'same.after': '見直したら、同じでした',
  different: '違います',
  steps: 'このあと担当者がすること',
  'steps.1': '「管理」→「端末」で依頼を保存し、認証局のパソコンへ運ぶ',
  'steps.2': '番号を比べ、「mado-ca approve」で承認する',
  'steps.3': 'できたファイルを「管理」→「端末」で取り込む',
  done: '登録できました',
  'done.next': 'まもなく始まります。',
  'clock.device': 'この端末の時計',
  'clock.server': 'サーバーの時計',
  'note.code': 'このコードは使えません',
  'note.code.next':
    '打ち間違いか、すでに使ったか、期限（30分ほど）が過ぎています。画面のコードと見比べ、合っていれば新しいコードを作ってください。',
  'note.limited': 'しばらく受け付けられません',
  'note.limited.next': '間違いが続いたか、承認待ちの依頼が多すぎます。1分ほど待って、もう一度送ってください。',
  'note.old': '端末とサーバーの版が合いません',
  'note.old.next': 'この端末のアプリとサーバーを、同じ版に更新してください。',
  'note.no-answer': 'サーバーが返事をしません',
  'note.no-answer.next': 'サーバーの状態と記録（ログ）を確かめてください。この画面は、返事があるまで試し続けます。',
  'note.untrusted': 'サーバーの証明書を、この端末が信頼していません',
  'note.untrusted.next':
    '証明書の期限と、アドレスの名前を確かめてください。市が発行した証明書なら、その発行元をこの端末のシステム（OS）に登録します。',
  'note.declined': '依頼は取り下げられたか、サーバーに残っていません',
  'note.declined.next': '番号が合わなかった可能性があります。担当者に確かめ、新しい登録コードで送り直してください。',
  'note.device-id': '端末の識別名が正しくありません',
  'note.device-id.next': 'この端末の設定ファイルの deviceId を直し、アプリを起動し直してください。',
  'note.host': '端末の内部の処理が返事をしません',
  'note.host.next': 'アプリを起動し直してください。続くときは、端末の記録（ログ）を確かめてください。',
  'note.unreachable': 'サーバーにつながりません',
  'note.unreachable.no-name':
    'サーバーの名前が見つかりません。設定ファイルの serverUrl と、ネットワーク（DNS）を確かめてください。',
  'note.unreachable.refused':
    'その場所にサーバーがいません。サーバーが動いているか、設定ファイルの serverUrl の番号（ポート）が正しいか確かめてください。',
  'note.unreachable.silent':
    'ネットワークの線、Wi-Fi、途中のファイアウォールを確かめてください。この画面は、つながるまで試し続けます。',
  'note.certificate': '届いた証明書を受け取れません',
  'note.certificate.time': '証明書の期間が、この端末の時計と合いません。端末の日付と時刻を確かめてください。',
  'note.certificate.revoked': 'この証明書は取り消されています。新しい登録コードで、登録し直してください。',
  'note.certificate.key':
    'この証明書は、別の端末か別の鍵のものです。この端末の番号で承認したか、担当者に確かめてください。',
  'note.certificate.other':
    '市の認証局のものと確かめられません（{fault}）。サーバーの設定 authority と、承認した認証局が同じか確かめてください。',
  'trouble.key-sealed': 'この端末の鍵を開けません',
  'trouble.key-sealed.next':
    '鍵は、このパソコンの、前と同じ利用者だけが開けます。別の利用者で動かしているとき、ディスクを移したときは元に戻し、「もう一度読む」を押してください。戻せないときは、取りのけて登録し直します。',
  'trouble.key-damaged': 'この端末の鍵のファイルが壊れています',
  'trouble.key-damaged.next':
    '控えがあれば下のフォルダーに戻し、「もう一度読む」を押してください。なければ、取りのけて登録し直します。',
  'trouble.key-open': 'この端末の鍵を、ほかの利用者も読めます',
  'trouble.key-open.next':
    '鍵のファイルの権限を、この利用者だけが読めるように直し、「もう一度読む」を押してください。だれかが写したおそれがあるときは、取りのけて登録し直します。',
  'trouble.other-key': 'この端末の登録は、別の鍵のものです',
  'trouble.other-key.next':
    '別の端末のフォルダーが写されたようです。この端末のフォルダーに戻すか、取りのけて登録し直します。',
  'trouble.enrolment-damaged': 'この端末の登録の記録が壊れています',
  'trouble.enrolment-damaged.next':
    '控えがあれば下のフォルダーに戻し、「もう一度読む」を押してください。なければ、取りのけて登録し直します。鍵は残ります。',
  'trouble.revocations-damaged': '失効リストのファイルが壊れています',
  'trouble.revocations-damaged.next':
    '取り消された端末を見分けられないため、始めません。取りのけて登録し直すと、新しいリストがサーバーから届きます。鍵は残ります。',
  'trouble.jobs-damaged': '読み取りと印刷の仕事の一覧が壊れています',
  'trouble.jobs-damaged.next': '取りのけると、新しい一覧で始まります。登録はそのまま使えます。',
  'trouble.no-rights': 'この端末のフォルダーに書き込めません',
  'trouble.no-rights.next':
    '下のフォルダーを、このアプリの利用者が読み書きできるように直してください。直ると、1分以内に自動で始まります。',
  'trouble.disk-full': 'ディスクがいっぱいです',
  'trouble.disk-full.next': 'いらないファイルを消して、空きを作ってください。空くと、1分以内に自動で始まります。',
  'trouble.disk-failed': 'ディスクを読み書きできません',
  'trouble.disk-failed.next':
    'ディスクがこわれかけているおそれがあります。接続とディスクの状態を確かめ、だめなら取りかえて、端末を登録し直してください。',
  'trouble.folder': '保存場所',
  'trouble.again': 'もう一度読む',
  'trouble.restarting': '読み直しています',
  'trouble.set-aside': '取りのけて始め直す',
  'trouble.set-aside.do': '取りのける',
  'trouble.ask': '今あるファイルを取りのけますか',
  'trouble.ask.body':
    '同じ場所の「set-aside」で始まるフォルダーに移します。消しません。そのあと、この画面で登録コードを入れて登録し直します。前の鍵の証明書は、認証局で取り消してください。',
  'trouble.ask.jobs': '壊れた一覧を消します。',
  'trouble.not-set-aside': '取りのけられませんでした',
  'trouble.not-set-aside.next': '下のフォルダーに書き込めるか、空きがあるかを確かめて、もう一度押してください。',
} as const;
