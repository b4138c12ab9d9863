// What the desk says of those who still stand where a zone has ended. Both languages.
export const POSTS_ZH = {
  title: '尚未收回的任务',
  open: {
    whole: '区域已结束，仍有 {{n}} 处值守任务没有收回。',
    part: '一部分已解除，那里仍有 {{n}} 处值守任务没有收回。',
  },
  needed: '另有 {{n}} 处为其他执行中的区域值守，不在此列。',
  all: '收回全部值守（{{n}}）',
  others: '那里还有 {{n}} 项其他任务未完成，逐项决定是否收回：',
  why: { whole: '{{zone}}已结束', part: '{{zone}}这一部分已解除' },
};

export const POSTS_EN: typeof POSTS_ZH = {
  title: 'Not yet recalled',
  open: {
    whole: 'The zone has ended; posts at its gates not recalled: {{n}}.',
    part: 'A part was released; posts there not recalled: {{n}}.',
  },
  needed: 'Left out, because they guard another zone in force: {{n}}.',
  all: 'Recall all posts ({{n}})',
  others: 'Other tasks open there: {{n}}. Decide each by itself:',
  why: { whole: '{{zone}} has ended', part: 'This part of {{zone}} was released' },
};
