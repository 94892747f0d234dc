import { describeCron } from '../../shared/cron/describe.ts'
import type { Timing } from '../../shared/model/schedule.ts'
import type { TriggerOn } from '../../shared/model/trigger.ts'
import { durationText } from '../../shared/schedule/describe.ts'
import { describeTrigger } from '../../shared/trigger/describe.ts'
import { duration, instant } from '../ui/time.tsx'

/** What the forms call the fields of jobs, schedules, triggers, flows and pipelines. */
const names: Record<string, string> = {
  name: 'Name',
  enabled: 'Enabled',
  muted: 'Mute failures',
  pinned: 'Pinned to the tray',
  source: 'Text',
  body: 'Runs a',
  'body.kind': 'Runs a',
  'body.script': 'Script',
  'body.interpreter': 'Interpreter',
  'body.args': 'Arguments',
  'body.command': 'Program',
  'body.method': 'Method',
  'body.url': 'Address',
  'body.body': 'Request body',
  'body.expect': 'Expected status',
  'body.redirects': 'Redirects followed',
  'body.verifyTls': 'Verify TLS',
  'body.flow': 'Flow',
  'body.version': 'Flow version',
  cwd: 'Working folder',
  envFile: 'Environment file',
  stdin: 'Standard input',
  'stdin.from': 'Standard input',
  'stdin.text': 'Text of standard input',
  'stdin.path': 'File of standard input',
  timeoutMs: 'Timeout',
  'retry.maxAttempts': 'Retry attempts',
  'retry.backoff.kind': 'Retry backoff',
  'retry.backoff.delayMs': 'Retry delay',
  'retry.backoff.maxMs': 'Longest retry delay',
  'retry.backoff.jitter': 'Retry jitter',
  'retry.exitCodes': 'Retry on exit codes',
  'stop.signal': 'Stop signal',
  'stop.graceMs': 'Grace period',
  'limits.memory': 'Memory limit',
  'limits.cpu': 'CPU limit',
  'limits.output': 'Output limit',
  queue: 'Queue',
  priority: 'Priority',
  overlap: 'Concurrency policy',
  output: 'Result',
  conditions: 'Conditions',
  'conditions.acPower': 'On AC power',
  'conditions.idleMs': 'Idle time',
  'conditions.network': 'Network',
  'conditions.host': 'Host that answers',
  'conditions.volume': 'Volume that is mounted',
  'conditions.deferMs': 'Longest wait for conditions',
  timing: 'Schedule',
  'timing.expr': 'Schedule',
  'timing.ms': 'Schedule',
  'timing.at': 'Schedule',
  'timing.anchor': 'Counted from',
  tz: 'Time zone',
  jitterMs: 'Jitter',
  window: 'Active window',
  daysOff: 'Days off',
  every: 'Every nth',
  'missed.policy': 'Missed-run policy',
  'missed.cap': 'Catch up on at most',
  'missed.maxLateMs': 'Maximum lateness',
  on: 'Trigger',
  'on.path': 'Folder',
  'on.patterns': 'File patterns',
  'on.changes': 'File changes',
  'on.debounceMs': 'Debounce time',
  'on.gatherMs': 'Gather time',
  'on.runs': 'Runs',
  'on.catchUp': 'Catch up',
  'on.job': 'After job',
  'on.outcome': 'Outcome of the job',
}

const families: [prefix: string, word: string][] = [
  ['env.', 'Variable'],
  ['body.headers.', 'Header'],
]

/** The name of a field by its path: `Script` for `body.script`, `Variable PATH` for `env.PATH`. */
export function fieldName(path: string): string {
  const known = names[path]
  if (known !== undefined) return known
  const family = families.find(([prefix]) => path.startsWith(prefix))
  if (family) return `${family[1]} ${path.slice(family[0].length)}`
  const [outer] = Object.keys(names).filter((name) => path.startsWith(`${name}.`))
  return outer === undefined ? path : `${names[outer]}: ${path.slice(outer.length + 1)}`
}

const timingText = (timing: Timing): string =>
  timing.kind === 'cron'
    ? cronText(timing.expr)
    : timing.kind === 'every'
      ? `Every ${durationText(timing.ms)}`
      : `Once, on ${instant(timing.at)}`

/** "At 10:00" alone might be once. */
const cronText = (expr: string): string => describeCron(expr).replace(/^At \d\d:\d\d$/, '$&, every day')

/** How a person reads the value of a field. An absent value is like an empty one. */
export function valueText(path: string, value: unknown): string {
  if (value === undefined || value === null) return ''
  switch (path) {
    case 'timing':
      return timingText(value as Timing)
    case 'timing.expr':
      return cronText(value as string)
    case 'timing.ms':
      return `Every ${durationText(value as number)}`
    case 'timing.at':
    case 'timing.anchor':
      return instant(value as number)
    case 'on':
      return describeTrigger(value as TriggerOn, () => 'another job')
  }
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number' && path.endsWith('Ms')) return duration(value)
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}
