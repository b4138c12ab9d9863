// What the phone's lock says. Both languages beside each other: one is a translation of the other and they change together.
export const LOCK_ZH = {
  setTitle: '设置本机 PIN',
  setNote: '本机保存的情况和上报都用它加密。至少 6 位，数字越长越安全；手机丢失时，没有 PIN 看不到任何内容。',
  pin: 'PIN',
  again: '再输一遍',
  set: '设置并打开',
  short: '至少 6 位。',
  easy: '太容易猜到：不要用相同或连续的数字。',
  differ: '两次输入不一致。',
  title: '已锁定',
  note: '输入 PIN 打开。锁定时不显示、也不记录任何内容。',
  open: '打开',
  busy: '正在核对…',
  wrong: 'PIN 不对。已错 {{n}} 次。',
  wait: '错误次数过多，请 {{n}} 秒后再试。',
  unsent: '未上传 {{n}} 条，已加密存在本机，打开后自动上传。',
  others: '另有 {{n}} 条属于本机其他账号，已加密，由其本人登录并输入 PIN 后上传。',
  forgot: '忘记 PIN',
  forgotNote: 'PIN 无法找回。只能清除本账号在本机的全部内容，再设新的 PIN。',
  forgotLost: '未上传的 {{n}} 条会一起删除，指挥部收不到。如有同事知道 PIN，请先打开并上传或移交。',
  forgotNone: '没有未上传的内容，不会丢失上报。',
  wipe: '清除并重设 PIN',
  keep: '不清除，返回',
  out: '退出登录',
  lockNow: '立即锁定',
  plain: '这个地址不是 HTTPS，浏览器不能加密：未上传的上报不加密存在本机，收到后仍请防止手机丢失；情况数据不保存。',
  noStorage: '这个浏览器不能保存内容（可能是无痕窗口或空间已满）。关闭无痕窗口或腾出空间后再打开。',
  revoked: '本机保存的情况数据已清除。未上传的 {{n}} 条仍加密保存，原账号重新登录并输入 PIN 后上传。',
};

export const LOCK_EN: typeof LOCK_ZH = {
  setTitle: 'Choose a PIN for this phone',
  setNote:
    'It encrypts what this phone keeps. At least 6 signs, longer is safer; without it a lost phone shows nothing to anybody.',
  pin: 'PIN',
  again: 'Once more',
  set: 'Set and open',
  short: 'At least 6 signs.',
  easy: 'Too easy to guess: no repeated or consecutive digits.',
  differ: 'The two are not the same.',
  title: 'Locked',
  note: 'Enter the PIN to open. While locked, nothing is shown and nothing is recorded.',
  open: 'Open',
  busy: 'Checking…',
  wrong: 'Wrong PIN. Wrong {{n}} times.',
  wait: 'Too many wrong tries. Try again in {{n}} s.',
  unsent: '{{n}} not uploaded yet: encrypted on this phone, they go by themselves once it is open.',
  others:
    '{{n}} more are of other accounts of this phone: encrypted, they go when their owner signs in and enters the PIN.',
  forgot: 'Forgot the PIN',
  forgotNote:
    'A PIN cannot be recovered. All you can do is erase what this account has on this phone and choose a new PIN.',
  forgotLost:
    'The {{n}} not uploaded are erased too, and the centre never gets them. If a colleague knows the PIN, open first and upload or hand them over.',
  forgotNone: 'Nothing waits to be uploaded: no report is lost.',
  wipe: 'Erase and choose a new PIN',
  keep: 'Do not erase, go back',
  out: 'Sign out',
  lockNow: 'Lock now',
  plain:
    'This address is not HTTPS: the browser cannot encrypt. Reports not yet uploaded lie on this phone unencrypted; keep it safe. The situation is not kept.',
  noStorage:
    'This browser keeps nothing (a private window, or no space left). Leave the private window or make room, then open again.',
  revoked:
    'What this phone kept of the situation has been erased. {{n}} reports not uploaded stay encrypted and go when their account signs in again and enters the PIN.',
};
