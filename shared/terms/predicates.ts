// What a rule asks before it lets go of a zone, in words: one for each predicate of the closed set (domain.md 5.3, 5.4).
import { type OpenTerms, t } from './term.ts';

export const PREDICATE_TERMS: OpenTerms = {
  confirmedCumulative: t('累计确诊', 'Confirmed in all'),
  newConfirmedDays: t('近期新增确诊', 'New confirmed cases'),
  clustersDays: t('近期聚集性疫情', 'Recent clusters'),
  distinctInfected: t('感染者人数', 'Persons infected'),
  noNewInfectionsDays: t('连续无新增感染者', 'Without a new infection'),
  noNewCaseDays: t('连续无新增病例', 'Without a new case'),
  noFindYears: t('连续未发现', 'Without a find'),
  noSocialInfectionsDays: t('社会面连续零新增', 'Without a community infection'),
  fullRound: t('全员核酸一轮', 'Full round of tests'),
  lastContactExposureDays: t('最后一名密接暴露后', 'Since the last contact’s exposure'),
  contactsObservedDays: t('密接观察期', 'Contacts under observation'),
  lastContactLeftDays: t('最后一名密接转出后', 'Since the last contact left'),
  allTestsNegative: t('核酸全部阴性', 'All tests negative'),
  terminalDisinfectionDone: t('终末消毒', 'Terminal disinfection'),
  allHigherZonesClosed: t('区内更高等级区域全部解除', 'Zones of a higher level inside ended'),
  coverageUploaded: t('24 小时上传率', 'Uploaded within 24 h'),
  transferBacklog: t('待转运人数', 'Waiting for transfer'),
  breteauIndexLt: t('布雷图指数', 'Breteau index'),
  lifeCyclesPlusYears: t('生活史周期', 'Life cycles'),
  durationDays: t('本级别期限', 'Term of this level'),
  humanAssessment: t('须由人员研判', 'For a person to judge'),
  areas: t('区域或区内病例', 'Areas, or cases inside'),
};
