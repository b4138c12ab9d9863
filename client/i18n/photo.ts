// What is said of proof photos, on the phone and at the desk. Both languages beside each other.
export const PHOTO_ZH = {
  one: '照片 {{n}}',
  open: '打开照片 {{n}}',
  missing: '照片还没有传到，或无权查看',
};

export const PHOTO_EN: typeof PHOTO_ZH = {
  one: 'Photo {{n}}',
  open: 'Open photo {{n}}',
  missing: 'The photo has not arrived yet, or is not yours to see',
};
