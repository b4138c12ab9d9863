// What is said while QR codes are shown and read. Both languages beside each other: one is a translation of the other.
export const QR_ZH = {
  view: '相机画面',
  hold: '把二维码放在画面中间，对准即可，不用按键。',
  insecure: '这个地址不是 HTTPS，网页不能用相机。请拍照识别，或手工输入。',
  denied: '没有得到相机许可。请在浏览器设置里允许，或拍照识别、手工输入。',
  missing: '相机打不开：可能没有相机，或正被别的应用占用。请拍照识别，或手工输入。',
  photo: '拍照识别',
  unread: '这张照片里没有认出二维码。请靠近、对准、避开反光再拍一次。',
};

export const QR_EN: typeof QR_ZH = {
  view: 'Camera view',
  hold: 'Hold the code in the middle of the view; no button is needed.',
  insecure: 'This address is not HTTPS: pages get no camera. Take a photo of the code, or type it.',
  denied: 'No permission for the camera. Allow it in the browser’s settings, or take a photo of the code, or type it.',
  missing: 'The camera does not open: there is none, or another app has it. Take a photo of the code, or type it.',
  photo: 'Take a photo of the code',
  unread: 'No code found in this photo. Move closer, hold it straight, avoid glare, and try again.',
};
