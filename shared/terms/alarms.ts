// What an alarm is about, how heavy it is, and by which figure: the words for screens.
import type { Alarm, AlarmVerdict } from '../subject/alarm.ts';
import { type OpenTerms, type Terms, t } from './term.ts';

export const ALARM_TYPE_TERMS: Terms<Alarm['type']> = {
  zoneExpired: t('风险区期限已到', 'Zone past its end'),
  zoneOverdue: t('应解未解', 'Release overdue'),
  roundLate: t('核酸轮次超时或难以按时完成', 'Testing round late or at risk'),
  labQueue: t('实验室积压', 'Laboratory backlog'),
  roomsFull: t('隔离房间将满', 'Isolation rooms nearly full'),
  checkpointOneWay: t('卡点只管进不管出', 'One-way checkpoint'),
  dutyGap: t('卡点无人值守', 'Checkpoint without staff'),
  clockLate: t('时限超时', 'Time limit passed'),
  fenceLeak: t('封控边界有漏口', 'Unguarded way through the line'),
  fenceClosed: t('封控边界无应急通道', 'No emergency route out'),
  sourceSilent: t('数据来源失联', 'Source silent'),
  nail: t('达到重点高风险区域标准', 'Key high-risk area reached'),
  caseThreshold: t('达到聚集性疫情标准', 'Cluster threshold reached'),
  ears: t('病例数异常升高', 'Cases above the usual'),
  cusum: t('病例数持续升高', 'Cases above the usual for days'),
  cluster: t('时空聚集', 'Cluster in space and time'),
};
export const ALARM_LEVEL_TERMS: Terms<Alarm['level']> = {
  notice: t('提示', 'Notice'),
  warning: t('预警', 'Warning'),
  critical: t('紧急', 'Critical'),
};
/** Was there what it says? */
export const ALARM_VERDICT_TERMS: Terms<AlarmVerdict> = {
  real: t('属实', 'Real'),
  falseAlarm: t('误报', 'False alarm'),
};

export const ALARM_STATUS_TERMS: Terms<Alarm['status']> = {
  raised: t('待确认', 'Not acknowledged'),
  acknowledged: t('已确认', 'Acknowledged'),
  ended: t('已解除', 'Ended'),
};
export const ALARM_STATISTIC_TERMS: OpenTerms = {
  hoursSinceMet: t('条件满足已过（小时）', 'Hours since all conditions were met'),
  minutesSilent: t('失联（分钟）', 'Minutes silent'),
  coverageUploaded: t('上传覆盖率', 'Coverage, uploaded'),
  onTimeChance: t('按时完成的可能', 'Chance of being on time'),
  oldestTubeHours: t('最早一管（小时）', 'Age of the oldest tube (h)'),
  tubesWaiting: t('待检管数', 'Tubes waiting'),
  hoursToClear: t('检完所需（小时）', 'Hours to clear the queue'),
  roomsCommitted: t('房间占用（含预留）', 'Rooms occupied or reserved'),
  parity: t('出 ÷ 进', 'Out / in'),
  minutesUnguarded: t('无人值守（分钟）', 'Minutes without staff'),
  clocksLate: t('超时件数', 'Time limits passed'),
  openings: t('漏口', 'Unguarded ways'),
  distinctInfected: t('感染者（人）', 'Distinct persons infected'),
  per100kAWeek: t('每十万人每周', 'For each 100,000 in a week'),
  C1: t('EARS C1', 'EARS C1'),
  C2: t('EARS C2', 'EARS C2'),
  C3: t('EARS C3', 'EARS C3'),
  cusum: t('累积和', 'CUSUM'),
  observedOverExpected: t('实际 ÷ 预期', 'Observed / expected'),
};
/** What else would explain it (domain.md 6.11: likely explanation check). */
export const ALARM_CHECK_TERMS: OpenTerms = {
  batchUpload: t('是否批量补报', 'Were old results uploaded at once?'),
  addressError: t('地址是否有误', 'Are the addresses right?'),
  moreTesting: t('是否因检测增多', 'Was more tested than usual?'),
};
