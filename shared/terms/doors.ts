// Why somebody due was not met at the door: the reasons of the missing list (domain 6.1), and the roll's own where a person is
// known to be elsewhere.
import { ROLL_STATUS_TERMS } from './codes.ts';
import { type OpenTerms, t } from './term.ts';

export const DOOR_REASON_TERMS: OpenTerms = {
  notAtHome: t('不在家', 'Not at home'),
  refused: t('拒绝采样', 'Refused'),
  immobile: t('行动不便，需上门采样', 'Cannot walk: sample at home'),
  infant: t('婴幼儿', 'Infant'),
  notContacted: t('联系不上', 'Not reached'),
  phoneWrong: t('电话有误', 'Wrong telephone'),
  timeConflict: t('时间冲突，另约', 'Another time agreed'),
  AWAY_VERIFIED: ROLL_STATUS_TERMS.AWAY_VERIFIED,
  MOVED_TO_QUARANTINE: ROLL_STATUS_TERMS.MOVED_TO_QUARANTINE,
  MOVED_TO_HOSPITAL: ROLL_STATUS_TERMS.MOVED_TO_HOSPITAL,
};
