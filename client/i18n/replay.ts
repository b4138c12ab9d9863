// Replays of a span: what a wall says of them, and how the desk sets one up. Both languages beside each other.
export const REPLAY_ZH = {
  happened: '当时已发生',
  ended: '回放到此结束',
  span: '{{from}} 至 {{to}}',
  make: {
    title: '回放一段时间',
    what: '在大屏上回放任意一段：按入库时间（当时所知），或按发生时间（后来补报的也算在发生的那一刻）。',
    from: '从',
    to: '到',
    seconds: '播放秒数',
    time: '时间',
    known: '入库时间',
    happened: '发生时间',
    wrong: '结束时间须晚于开始时间',
    open: '打开回放',
    copy: '复制地址',
    copied: '已复制',
  },
};

export const REPLAY_EN: typeof REPLAY_ZH = {
  happened: 'had happened by then',
  ended: 'the replay ends here',
  span: '{{from}} to {{to}}',
  make: {
    title: 'Replay a span',
    what: 'Plays any span on a wall: as it became known, or as it happened (what was reported late stands at its own moment).',
    from: 'From',
    to: 'To',
    seconds: 'Seconds to play',
    time: 'Time',
    known: 'when we knew',
    happened: 'when it happened',
    wrong: 'The end must be later than the beginning',
    open: 'Open the replay',
    copy: 'Copy address',
    copied: 'Copied',
  },
};
