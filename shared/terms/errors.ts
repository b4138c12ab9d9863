// Every reason for which Cordon says no, as one short sentence that says what to do next.
import type { ErrorCode } from '../errors.ts';
import { type Terms, t } from './term.ts';

export const ERROR_TERMS: Terms<ErrorCode> = {
  malformed: t('格式不对，请按接口文档检查后重发。', 'Not well formed. Check it against the API page and send again.'),
  'too-deep': t('嵌套层级过深，请拆平后重发。', 'Nested too deeply. Flatten it and send again.'),
  'too-large': t('超过大小上限，请拆分后重发。', 'Too large. Split it and send the parts.'),
  'forbidden-key': t('含有不允许的字段名，请删除。', 'A field name is not allowed. Remove it.'),
  'unknown-kind': t('没有这种上报类型，请核对类型名。', 'No such kind of report. Check its name.'),
  'unknown-field': t('没有这个字段，请核对或删除。', 'No such field. Correct or remove it.'),
  'missing-field': t('缺少必填字段，请补上。', 'A required field is missing. Fill it in.'),
  'invalid-value': t('值不合要求，请按允许的取值填写。', 'The value is not allowed. Use one of those listed.'),
  'not-finite': t('数值无效，请填写有限的数。', 'Not a usable number. Enter a finite one.'),
  'out-of-range': t('超出允许范围，请核对数值。', 'Outside the allowed range. Check the number.'),
  'swapped-axes': t('经纬度疑似颠倒，请先经度后纬度。', 'Axes look swapped. Give longitude first, then latitude.'),
  'unknown-datum': t('坐标系无法识别，请从列表中选择。', 'Unknown datum. Choose one from the list.'),
  'bad-time': t('时间无法识别，请写带时区的 ISO 8601 时间。', 'Unreadable time. Use ISO 8601 with an offset.'),
  'bad-geometry': t('图形无效，请修正后重新导入。', 'The geometry is not valid. Repair it and import again.'),
  'op-id-reused': t(
    '同一编号已用于其他内容，请换新编号重发。',
    'This id was used for other content. Send it under a new one.',
  ),
  'unknown-entity': t('没有这个对象，请先登记。', 'No such entity. Register it first.'),
  'slot-overlap': t(
    '与已报时段重叠，请按原时段整段更正。',
    'Overlaps a slot already reported. Resend exactly that slot to correct it.',
  ),
  'falling-count': t(
    '累计数不可能减少，请核对；更正请按同一截止时间重报。',
    'A cumulative count cannot fall. Check it; to correct one, resend it for the same moment.',
  ),
  'round-closed': t(
    '该轮次已关闭，人员密钥已销毁，数据不再更改。',
    'This round is closed and the key of its persons destroyed. Its figures stand.',
  ),
  conflict: t(
    '他人已改动同一字段，请对照后选择保留哪一方。',
    'Somebody else changed the same field. Compare and choose one side.',
  ),
  'bad-transition': t(
    '当前状态不能执行这一步，请先查看进展。',
    'Not possible in this state. Look at its progress first.',
  ),
  'four-eyes': t(
    '须由另一人办理：提交的人不能审批，完成的人不能核验。',
    'Ask another person: who submits does not approve, who did the work does not verify it.',
  ),
  'no-expiry': t('必须写明期限，请补上截止时间。', 'An end is required. Enter until when it holds.'),
  'blocks-emergency-route': t(
    '会堵住应急通道，请改道或保留出口。',
    'It would block an emergency route. Keep one open.',
  ),
  'policy-forbids': t(
    '现行方案不允许，请查看所依据的条款。',
    'The policy in force forbids this. See the clause named.',
  ),
  'incident-clock': t(
    '演示时钟已经启动，不能再设第二个。',
    'The incident clock is running already; there is only one.',
  ),
  unauthenticated: t('尚未登录，请先登录。', 'You are not signed in. Sign in first.'),
  forbidden: t('没有这项权限，请联系管理员。', 'You have no right to do this. Ask an administrator.'),
  'not-found': t('没有找到，可能已被删除或不在管辖范围内。', 'Not found. It may be gone or outside your area.'),
  'rate-limited': t('尝试过于频繁，请稍候再试。', 'Too many attempts. Wait a little and try again.'),
  'bad-origin': t('请求来源不符，请从本站页面操作。', 'Wrong origin. Use the pages of this site.'),
  'bad-encoding': t('文件编码不符，请改选编码后重试。', 'The bytes do not fit this encoding. Choose another.'),
  'unclosed-quote': t('有引号没有闭合，请修正该行。', 'A quote is never closed. Correct that row.'),
  'bad-row': t('该行列数不对，请修正。', 'The row has the wrong number of columns. Correct it.'),
  'duplicate-id': t('同一文件内编号重复且内容不一，请保留一行。', 'Two rows share an id and disagree. Keep one.'),
  'unknown-column': t('文件中没有这一列，请重新对应列。', 'The file has no such column. Map the columns again.'),
  'unsupported-format': t(
    '不支持这种文件，请用 CSV、GeoJSON、JSON 或 TopoJSON。',
    'Unsupported file. Use CSV, GeoJSON, JSON or TopoJSON.',
  ),
  'lookup-failed': t('按名称没有找到唯一对象，请改用编号。', 'No single entity has this name. Use its id.'),
  'empty-file': t('文件是空的，请检查后重选。', 'The file is empty. Check it and choose again.'),
  'disk-full': t('服务器磁盘已满，请通知管理员清理。', 'The server’s disk is full. Tell the administrator.'),
  stopping: t('服务器正在停止，请稍后重试。', 'The server is stopping. Try again shortly.'),
  resync: t('数据已前移，正在重新获取全部数据。', 'The history moved on. Everything is being fetched again.'),
  internal: t(
    '服务器出错，请重试；仍不行请通知管理员。',
    'The server failed. Try again; if it persists, tell the administrator.',
  ),
};
