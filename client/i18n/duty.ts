// What the field door says of duty: taken, shared with the centre, left. Both languages beside each other.
export const DUTY_FORM_ZH = {
  title: '到岗登记',
  staff: '到岗人数',
  until: '值守多久？',
  hours: '{{n}} 小时',
  team: '哪支队伍？',
  teamNone: '不选队伍',
  share: '在岗期间让指挥部看到大致位置',
  shareNote: '只到约 {{n}} 米的方格，只留最新一处；离岗即撤下，最迟 24 小时删除。不选也能到岗。',
};

export const DUTY_ZH = {
  title: '在岗',
  on: '在岗 · 至 {{to}}',
  sharing: '位置共享中（约 {{n}} 米）',
  notSharing: '未共享位置',
  leave: '离岗',
};

export const DUTY_FORM_EN: typeof DUTY_FORM_ZH = {
  title: 'Duty taken',
  staff: 'How many',
  until: 'For how long?',
  hours: '{{n}} h',
  team: 'Which team?',
  teamNone: 'No team',
  share: 'Let the centre see roughly where we are while on duty',
  shareNote:
    'A square of about {{n}} m, the latest only; taken down when you leave, deleted within 24 h. Duty can be taken without it.',
};

export const DUTY_EN: typeof DUTY_ZH = {
  title: 'On duty',
  on: 'On duty until {{to}}',
  sharing: 'Position shared, ~{{n}} m',
  notSharing: 'Position not shared',
  leave: 'Leave duty',
};
