// The codes that fields hold. Closed sets are complete by type; open ones hold what policies and sources usually say.
import type { Freshness } from '../freshness.ts';
import type { Layer } from '../situation.ts';
import type { Area } from '../subject/area.ts';
import type { BoxEntity } from '../subject/box.ts';
import type { Case } from '../subject/case.ts';
import type { Checkpoint } from '../subject/checkpoint.ts';
import type { Contact } from '../subject/contact.ts';
import type { Disinfection } from '../subject/disinfection.ts';
import type { Conflict } from '../subject/review.ts';
import type { Gate } from '../subject/road.ts';
import type { ROLL_STATUSES, Round } from '../subject/round.ts';
import type { Remark, Site } from '../subject/site.ts';
import type { Task } from '../subject/task.ts';
import type { TransferEntity } from '../subject/transfer.ts';
import type { ZoneState } from '../subject/zone.ts';
import { type OpenTerms, type Terms, t } from './term.ts';

export const LAYER_TERMS: Terms<Layer> = {
  areas: t('区域', 'Areas'),
  roads: t('道路', 'Roads'),
  gates: t('卡口', 'Gates'),
  zones: t('风险区', 'Zones'),
  nails: t('重点高风险区域事项', 'Key high-risk area items'),
  checkpoints: t('卡点', 'Checkpoints'),
  sites: t('点位', 'Sites'),
  boxes: t('转运箱', 'Transport boxes'),
  cases: t('阳性感染者', 'Positives'),
  contacts: t('密切接触者', 'Contacts'),
  transfers: t('转运', 'Transfers'),
  disinfections: t('消杀', 'Disinfection'),
  duties: t('值守', 'Duty'),
  rounds: t('核酸轮次', 'Testing rounds'),
  rolls: t('应检名册', 'Rolls'),
  areaTests: t('区域核酸', 'Tests by area'),
  visits: t('敲门排查', 'Door visits'),
  series: t('日统计', 'Daily series'),
  teams: t('队伍', 'Teams'),
  positions: t('队伍位置', 'Team positions'),
  tasks: t('任务', 'Tasks'),
  policies: t('执行方案', 'Policies'),
  alarms: t('警报', 'Alarms'),
  conflicts: t('冲突', 'Conflicts'),
  sources: t('数据来源', 'Sources'),
  clock: t('演示时钟', 'Incident clock'),
  seen: t('已阅', 'Seen'),
  receipts: t('回执', 'Receipts'),
  slots: t('查验时段', 'Slots'),
  rules: t('方案内容', 'Policy texts'),
  areaOrders: t('区域决定', 'Orders by area'),
  tubes: t('采样管', 'Tubes'),
};

export const CASE_STATUS_TERMS: Terms<Case['status']> = {
  preliminary: t('初筛阳性', 'Preliminary positive'),
  confirmed: t('确诊病例', 'Confirmed'),
  asymptomatic: t('无症状感染者', 'Asymptomatic'),
  excluded: t('已排除', 'Excluded'),
};
export const CASE_ROUTE_TERMS: Terms<Case['route']> = {
  screening: t('社会面筛查', 'Community screening'),
  clinic: t('门诊就诊', 'Clinic'),
  fever: t('发热门诊', 'Fever clinic'),
  checkpoint: t('卡点查验', 'Checkpoint'),
  centralIsolation: t('集中隔离', 'Central isolation'),
  homeIsolation: t('居家隔离', 'Home isolation'),
  closedLoop: t('闭环管理', 'Closed loop'),
  door: t('敲门排查', 'Door visit'),
  unknown: t('未知', 'Unknown'),
};
export const MATCH_LEVEL_TERMS: Terms<NonNullable<Case['matchLevel']>> = {
  door: t('门牌', 'Door'),
  building: t('楼栋', 'Building'),
  compound: t('小区', 'Compound'),
  street: t('街道', 'Subdistrict'),
  place: t('地名', 'Place name'),
};
export const PLACE_ROLE_TERMS: Terms<NonNullable<Case['places']>[number]['role']> = {
  residence: t('居住', 'Residence'),
  work: t('工作', 'Work'),
  visited: t('到访', 'Visited'),
};
export const DEGREE_TERMS: Terms<Contact['degree']> = {
  close: t('密接', 'Close contact'),
  secondary: t('次密接', 'Secondary contact'),
};
export const CHECKPOINT_TYPE_TERMS: Terms<Checkpoint['type']> = {
  airport: t('机场卡点', 'Airport checkpoint'),
  railway: t('火车站卡点', 'Railway checkpoint'),
  coach: t('汽车站卡点', 'Coach station checkpoint'),
  expressway: t('高速口卡点', 'Expressway checkpoint'),
  road: t('公路卡点', 'Road checkpoint'),
  compound: t('小区卡口', 'Compound gate'),
  building: t('楼栋卡口', 'Building gate'),
};
export const CHECKPOINT_TIER_TERMS: Terms<NonNullable<Checkpoint['tier']>> = {
  province: t('省级', 'Provincial'),
  county: t('区县级', 'County'),
};
export const CHECKPOINT_STATUS_TERMS: OpenTerms = {
  running: t('运行', 'Running'),
  open: t('开放', 'Open'),
  active: t('运行', 'Running'),
  staffed: t('在岗', 'Staffed'),
  unstaffed: t('无人值守', 'Unstaffed'),
  paused: t('暂停', 'Paused'),
  closed: t('关闭', 'Closed'),
  planned: t('拟设', 'Planned'),
  removed: t('已撤', 'Removed'),
};
export const DIRECTION_TERMS: Terms<'in' | 'out'> = { in: t('进', 'In'), out: t('出', 'Out') };
export const SITE_TYPE_TERMS: Terms<Site['type']> = {
  quarantine: t('隔离点', 'Quarantine site'),
  testing: t('采样点', 'Testing point'),
  laboratory: t('检测实验室', 'Laboratory'),
  clinic: t('发热门诊', 'Fever clinic'),
  depot: t('物资库', 'Depot'),
};
export const SITE_TIER_TERMS: Terms<NonNullable<Site['tier']>> = {
  running: t('在用', 'Running'),
  built: t('已建成', 'Built'),
  reserve: t('储备', 'Reserve'),
};
export const REMARK_TERMS: Terms<Remark['code']> = {
  'rooms-over-capacity': t('各项房间之和超过容量，按上报原样显示', 'Rooms exceed the capacity; shown as reported'),
  'rooms-do-not-add-up': t(
    '各项房间之和与容量不符，按上报原样显示',
    'Rooms do not add up to the capacity; shown as reported',
  ),
  'rooms-unaccounted': t('部分房间去向未报，按上报原样显示', 'Some rooms are unaccounted for; shown as reported'),
};
export const AREA_LEVEL_TERMS: Terms<Area['level']> = {
  province: t('省级', 'Province'),
  prefecture: t('地市', 'Prefecture'),
  county: t('区县', 'County'),
  township: t('街道（乡镇）', 'Subdistrict or township'),
  community: t('社区', 'Community'),
  village: t('村', 'Village'),
  grid: t('网格', 'Grid'),
  block: t('街区', 'Block'),
  compound: t('小区', 'Compound'),
  building: t('楼栋', 'Building'),
  staircase: t('单元（楼门）', 'Staircase'),
  floor: t('楼层', 'Floor'),
  household: t('户', 'Household'),
  place: t('场所', 'Place'),
  neighbour: t('毗邻地区', 'Neighbouring area'),
};
export const AREA_TYPE_TERMS: OpenTerms = {
  hospital: t('医院', 'Hospital'),
  clinic: t('诊所', 'Clinic'),
  school: t('学校', 'School'),
  market: t('市场', 'Market'),
  mall: t('商场', 'Mall'),
  park: t('公园', 'Park'),
  water: t('水面', 'Water'),
  office: t('写字楼', 'Office'),
  factory: t('工厂', 'Factory'),
  hotel: t('宾馆', 'Hotel'),
  station: t('车站', 'Station'),
  residential: t('居住', 'Residential'),
  flat: t('住宅', 'Flat'),
  restaurant: t('餐馆', 'Restaurant'),
  dormitory: t('宿舍', 'Dormitory'),
  vehicle: t('交通工具', 'Vehicle'),
  workplace: t('工作场所', 'Workplace'),
  street: t('街道', 'Subdistrict'),
  town: t('镇', 'Town'),
  urban: t('城市', 'Urban'),
  suburban: t('城郊', 'Suburban'),
  rural: t('农村', 'Rural'),
  industry: t('工业', 'Industry'),
  mixed: t('混合', 'Mixed use'),
  commerce: t('商业', 'Commerce'),
  civic: t('公共', 'Civic'),
  river: t('河道', 'River'),
  highRise: t('高层', 'High-rise'),
  midRise: t('小高层', 'Mid-rise'),
  walkUp: t('多层无电梯', 'Walk-up'),
  oneStorey: t('平房', 'One-storey'),
  apartments: t('住宅楼', 'Apartments'),
  houses: t('民房', 'Houses'),
  village: t('村', 'Village'),
  urbanVillage: t('城中村', 'Urban village'),
  plant: t('工厂', 'Plant'),
  college: t('高校', 'College'),
  kindergarten: t('幼儿园', 'Kindergarten'),
  supermarket: t('超市', 'Supermarket'),
  nursingHome: t('养老院', 'Nursing home'),
  bathhouse: t('浴室', 'Bathhouse'),
  cinema: t('影院', 'Cinema'),
  stadium: t('体育场', 'Stadium'),
  government: t('政府', 'Government'),
  isolation: t('隔离点', 'Quarantine site'),
  logistics: t('物流', 'Logistics'),
  coach: t('汽车站', 'Coach station'),
  railway: t('火车站', 'Railway station'),
  airport: t('机场', 'Airport'),
};
export const ROAD_CLASS_TERMS: OpenTerms = {
  expressway: t('高速公路', 'Expressway'),
  motorway: t('高速公路', 'Expressway'),
  trunk: t('国道', 'Trunk road'),
  primary: t('主干路', 'Main road'),
  secondary: t('次干路', 'Secondary road'),
  tertiary: t('支路', 'Local road'),
  residential: t('居住区道路', 'Residential street'),
  service: t('内部道路', 'Service road'),
  lane: t('巷道', 'Lane'),
  path: t('小径', 'Path'),
  footway: t('步道', 'Footway'),
};
export const GATE_STATE_TERMS: Terms<Gate['state']> = {
  guarded: t('有人值守', 'Guarded'),
  blocked: t('已封堵', 'Blocked'),
  emergency: t('应急通道', 'Emergency exit'),
  open: t('无人值守', 'Unguarded'),
};
export const ZONE_STATE_TERMS: Terms<ZoneState> = {
  held: t('临时管控', 'Temporary hold'),
  proposed: t('拟划', 'Proposed'),
  submitted: t('待审批', 'Awaiting approval'),
  approved: t('已批准，待发布', 'Approved, not yet published'),
  active: t('执行中', 'In force'),
  released: t('已解除', 'Released'),
  cancelled: t('已撤销', 'Cancelled'),
};
export const ZONE_LEVEL_TERMS: OpenTerms = {
  high: t('高风险区', 'High-risk area'),
  medium: t('中风险区', 'Medium-risk area'),
  low: t('低风险区', 'Low-risk area'),
  sealed: t('封控区', 'Sealed area'),
  controlled: t('管控区', 'Controlled area'),
  precaution: t('防范区', 'Precaution area'),
  mediumAfterHigh: t('由高降中', 'Area lowered from high to medium'),
  nail: t('重点高风险区域', 'Key high-risk area'),
  pollutedArea: t('污染区', 'Polluted area'),
  epiPoint: t('疫点', 'Affected point'),
  epiArea: t('疫区', 'Affected area'),
  temporary: t('临时管控区', 'Area under temporary control'),
};
export const NAIL_ITEM_TERMS: OpenTerms = {
  partyFlag: t('党旗高高飘起来', 'Party post on site'),
  taskForce: t('专班制度建起来', 'Task force set up'),
  loudspeaker: t('宣传喇叭响起来', 'Loudspeakers sounding'),
  courtyardsSealed: t('村民院落封起来', 'Courtyards sealed'),
  lanesGuarded: t('巷道路口守起来', 'Lanes guarded'),
  patrols: t('巡逻人员动起来', 'Patrols moving'),
  drones: t('无人飞机飞起来', 'Drones flying'),
  suppliesPacked: t('生活物资包起来', 'Supplies packed'),
  wasteCollected: t('生活医疗垃圾收起来', 'Waste collected'),
};
export const ROLL_STATUS_TERMS: Terms<(typeof ROLL_STATUSES)[number]> = {
  PRESENT: t('在本地', 'Present'),
  UNKNOWN: t('未知', 'Unknown'),
  AWAY_VERIFIED: t('外出（已核实）', 'Away, verified'),
  MOVED_TO_QUARANTINE: t('转集中隔离', 'Moved to quarantine'),
  MOVED_TO_HOSPITAL: t('转医院', 'Moved to hospital'),
  EXEMPT_RECOVERED: t('康复免检', 'Exempt: recovered'),
  EXEMPT_MEDICAL: t('医学免检', 'Exempt: medical'),
  DEAD: t('死亡', 'Dead'),
  DUPLICATE: t('重复', 'Duplicate'),
};
export const ROUND_STATUS_TERMS: Terms<Round['status']> = {
  open: t('进行中', 'Under way'),
  closed: t('已结束', 'Closed'),
};
export const TASK_STATUS_TERMS: Terms<Task['status']> = {
  assigned: t('已下达', 'Ordered'),
  received: t('已接收', 'Received'),
  done: t('已完成', 'Done'),
  verified: t('已核验', 'Verified'),
  recalled: t('已收回', 'Recalled'),
};
export const TASK_TYPE_TERMS: OpenTerms = {
  gateGuard: t('值守任务', 'Guard a gate'),
  patrol: t('巡逻', 'Patrol'),
  doorVisit: t('敲门排查', 'Door visits'),
  disinfection: t('消杀', 'Disinfection'),
  supplies: t('物资配送', 'Supplies'),
  sampling: t('采样', 'Sampling'),
  transfer: t('转运', 'Transfer'),
  control: t('就地管控', 'Put under control'),
};
export const TEAM_TYPE_TERMS: OpenTerms = {
  transfer: t('转运队', 'Transfer team'),
  patrol: t('巡逻队', 'Patrol'),
  disinfection: t('消杀队', 'Disinfection team'),
  tracing: t('流调队', 'Tracing team'),
  sampling: t('采样队', 'Sampling team'),
  courier: t('送样队', 'Sample couriers'),
};
export const SERIES_TERMS: OpenTerms = {
  confirmed: t('在治确诊', 'Confirmed, under treatment'),
  suspected: t('疑似', 'Suspected'),
  contacts: t('医学观察密接', 'Contacts under observation'),
  'checkpoints.declared': t('申报卡点', 'Checkpoints declared'),
};
export const GEOMETRY_TERMS: OpenTerms = {
  Point: t('点', 'Point'),
  MultiPoint: t('多点', 'Points'),
  LineString: t('线', 'Line'),
  MultiLineString: t('多线', 'Lines'),
  Polygon: t('面', 'Polygon'),
  MultiPolygon: t('多面', 'Polygons'),
};
export const NAIL_DONE_TERMS: OpenTerms = { true: t('已落实', 'Done'), false: t('未落实', 'Not done') };
export const TRANSFER_STATUS_TERMS: Terms<TransferEntity['status']> = {
  requested: t('待转运', 'Requested'),
  pickedUp: t('转运中', 'Picked up'),
  admitted: t('已入住', 'Admitted'),
};
export const DISINFECTION_STATUS_TERMS: Terms<Disinfection['status']> = {
  due: t('待消杀', 'Due'),
  done: t('已消杀', 'Done'),
  verified: t('已核验', 'Verified'),
};
export const BOX_STATUS_TERMS: Terms<BoxEntity['status']> = {
  sealed: t('已封箱', 'Sealed'),
  handed: t('已交接', 'Handed over'),
  received: t('已签收', 'Received'),
};
export const CONFLICT_STATUS_TERMS: Terms<Conflict['status']> = {
  open: t('待裁定', 'Open'),
  resolved: t('已裁定', 'Resolved'),
};
export const CONFLICT_SIDE_TERMS: Terms<NonNullable<Conflict['kept']>> = {
  mine: t('后到内容', 'The late report'),
  theirs: t('现有内容', 'As it stood'),
};
/** The word a screen wears; the rule is `freshness` in freshness.ts. */
export const FRESHNESS_TERMS: Terms<Freshness> = {
  live: t('实时', 'LIVE'),
  delayed: t('延迟', 'DELAYED'),
  stale: t('过期', 'STALE'),
  offline: t('离线', 'OFFLINE'),
};
export type RoleName = 'commander' | 'analyst' | 'field' | 'observer' | 'admin' | 'machine';
export const ROLE_TERMS: Terms<RoleName> = {
  commander: t('指挥岗', 'Commander'),
  analyst: t('分析岗', 'Analyst'),
  field: t('一线', 'Field'),
  observer: t('观察员', 'Observer'),
  admin: t('系统管理员', 'Administrator'),
  machine: t('机器账号', 'Machine'),
};
/** Datums in which positions arrive, with where one meets them; the projected ones are named by their code alone. */
export const DATUM_TERMS: OpenTerms = {
  'WGS-84': t('WGS-84（GPS、国际通用）', 'WGS-84 (GPS)'),
  CGCS2000: t('CGCS2000（国家大地 2000）', 'CGCS2000 (national)'),
  'GCJ-02': t('GCJ-02（高德、腾讯）', 'GCJ-02 (Amap, Tencent)'),
  'BD-09': t('BD-09（百度经纬度）', 'BD-09 (Baidu, degrees)'),
  'BD-09MC': t('BD-09MC（百度米制）', 'BD-09MC (Baidu, metres)'),
};
