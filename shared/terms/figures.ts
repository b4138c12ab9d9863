// The names of figures by their documented id (docs/figures.md), as a desk lists them.
import { type OpenTerms, t } from './term.ts';

export const FIGURE_TERMS: OpenTerms = {
  'cases.today': t('今日新增阳性', 'New positives today'),
  'cases.communityToday': t('今日新增社会面', 'New in the community today'),
  'cases.community': t('社会面累计', 'Community, in all'),
  'cases.total': t('累计阳性', 'Positives, in all'),
  'contacts.total': t('密切接触者', 'Contacts'),
  'contacts.controlled': t('密接已管控', 'Contacts controlled'),
  'coverage.uploaded': t('24 小时上传率', 'Uploaded within 24 h'),
  'coverage.missing': t('未采样', 'Not sampled'),
  'forecast.onTime': t('按时概率', 'Chance of being on time'),
  'clocks.running': t('计时中', 'Running'),
  'clocks.late': t('已超时', 'Late'),
  nails: t('重点高风险区域', 'Key high-risk areas'),
  'rooms.free': t('空余房间', 'Rooms free'),
  'rooms.committed': t('在用和已派', 'In use or assigned'),
  'zones.inForce': t('执行中的区域', 'Zones in force'),
  'zones.overdue': t('应解未解', 'Release overdue'),
  'alarms.unacknowledged': t('待确认预警', 'Alarms to acknowledge'),
};
