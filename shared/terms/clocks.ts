// The words of response clocks: their kinds, their steps, and why a step has nothing to do (shared/domain/clock).
import { type OpenTerms, t } from './term.ts';

export const CLOCK_KIND_TERMS: OpenTerms = {
  pool: t('混管追阳', 'Pooled positive'),
  response: t('8 小时处置', 'Eight-hour response'),
  report: t('报告时限', 'Reports'),
  contact: t('密接管控', 'Contact'),
  clearance: t('日清日结', 'Same-day clearance'),
};

/** Steps of every kind of clock, by the names that policies and the engine give them. */
export const CLOCK_STEP_TERMS: OpenTerms = {
  located: t('落位', 'locate'),
  sampled: t('采样', 'sample'),
  sent: t('送检', 'send'),
  tested: t('检测', 'test'),
  reported: t('报告', 'report'),
  tracing: t('流调', 'trace'),
  transfer: t('转运', 'transfer'),
  contacts: t('密接', 'contacts'),
  control: t('封控', 'control'),
  disinfection: t('消杀', 'disinfect'),
  networkReport: t('网络直报', 'network report'),
  coreInfoAndTrack: t('核心信息和轨迹', 'core information'),
  closeContactsInQuarantine: t('密接隔离', 'contacts in quarantine'),
  secondaryContactsControlled: t('次密接管控', 'secondary contacts'),
  firstEpiReport: t('初步流调报告', 'first field report'),
  controlled: t('管控到位', 'control'),
  moved: t('转运', 'move'),
};
