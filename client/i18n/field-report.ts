// What the forms of the field's door say: photos as proof, doors, boxes, the chase of pools. Both languages beside each
// other: one is a translation of the other and they change together.
export const FORMS_ZH = {
  photo: {
    take: '拍照',
    words: '还有什么要说明？（可不填）',
    remove: '去掉照片 {{n}}',
    shrinking: '正在缩小照片…',
    unreadable: '这张照片打不开，请重拍。',
    insecure: '这个地址不是 HTTPS，不能附照片。请用文字说明，或向管理员要 https 开头的地址。',
  },
};

export const FORMS_EN: typeof FORMS_ZH = {
  photo: {
    take: 'Take a photo',
    words: 'Anything else? (may stay empty)',
    remove: 'Leave out photo {{n}}',
    shrinking: 'Making the photo small…',
    unreadable: 'This photo cannot be opened. Take it again.',
    insecure: 'This address is not HTTPS: no photos. Say it in words, or ask your administrator for the https address.',
  },
};
