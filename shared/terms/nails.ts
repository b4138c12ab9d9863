// The six lanes of work in a key high-risk area, and how far each is (shared/domain/nail).
import type { LaneName, LaneState } from '../domain/nail/nail.ts';
import { type Terms, t } from './term.ts';

export const NAIL_LANE_TERMS: Terms<LaneName> = {
  screening: t('核酸筛查', 'Screening'),
  gateGuarding: t('卡口值守', 'Gates guarded'),
  clearPositives: t('阳性转运', 'Positives moved'),
  thinContacts: t('密接转运', 'Contacts moved'),
  disinfection: t('终末消毒', 'Disinfection'),
  care: t('生活保障', 'Care'),
};
export const NAIL_STATE_TERMS: Terms<LaneState> = {
  done: t('已完成', 'done'),
  open: t('进行中', 'open'),
  unknown: t('未报', 'not reported'),
  notConnected: t('未接入', 'not connected'),
};
