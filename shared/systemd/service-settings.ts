import { Conditions } from '../model/conditions.ts'
import type { JobDraftInput } from '../model/job.ts'
import { limits } from '../model/limits.ts'
import { readAssignments } from './command-line.ts'
import { isYes, spanOf, type Unit } from './unit-file.ts'

const silent = new Set([
  'ExecStart',
  'ExecStartPre',
  'ExecStartPost',
  'ExecCondition',
  'Type',
  'RemainAfterExit',
  'SyslogIdentifier',
])

/** The settings of a service apart from its commands. */
export function settingsOf(
  service: Unit,
  specifiers: Record<string, string>,
): { job: Partial<JobDraftInput>; differences: string[] } {
  const all = (name: string): string[] => service.get('Service', name)
  const job: Partial<JobDraftInput> = {}
  const differences: string[] = []
  const taken = new Set(silent)
  /** False: the setting is reported as not imported. */
  const take = (name: string, use: (value: string) => boolean): void => {
    const value = all(name).at(-1)
    if (value === undefined || use(value)) taken.add(name)
  }
  const folder = (value: string): string => value.replace(/^-/, '').replace(/^%h/, '~')
  take('WorkingDirectory', (value) => {
    if (folder(value).includes('%')) return false
    job.cwd = folder(value)
    return true
  })
  take('Environment', () => {
    const read = all('Environment').map((text) => readAssignments(text, specifiers))
    for (const { problem } of read) if (problem !== null) differences.push(`Environment=: ${problem}`)
    const env = Object.fromEntries(read.flatMap(({ pairs }) => pairs))
    if (Object.keys(env).length > 0) job.env = env
    return true
  })
  take('EnvironmentFile', (value) => {
    if (folder(value).includes('%')) return false
    job.envFile = folder(value)
    if (value.startsWith('-')) differences.push('the environment file is required; systemd ignored a missing one')
    if (all('EnvironmentFile').length > 1) differences.push('LocalFlow reads only the last of several environment files')
    if (job.env) differences.push('where both name a variable, Environment= wins over the file here')
    return true
  })
  const isOneshot = all('Type').at(-1) === 'oneshot'
  for (const name of isOneshot ? ['TimeoutStartSec', 'TimeoutSec'] : ['RuntimeMaxSec'])
    take(name, (value) => {
      const ms = spanOf(value)
      if (ms !== null && ms > 0 && ms <= limits.timeoutMs) job.timeoutMs = ms
      return job.timeoutMs !== undefined || value === 'infinity'
    })
  take('MemoryMax', (value) => {
    const bytes = bytesOf(value)
    if (bytes !== null) job.limits = { memory: { max: bytes, action: 'stop' } }
    return bytes !== null || value === 'infinity'
  })
  for (const name of ['StandardOutput', 'StandardError'])
    take(name, (value) => !/^(?:file|append|truncate|tty|socket|fd):?/.test(value))
  for (const name of ['User', 'Group'])
    take(name, (value) => {
      differences.push(`${name}=${value}: LocalFlow runs the job as you`)
      return true
    })
  const left = service.names('Service').filter((name) => !taken.has(name))
  if (left.length > 0) differences.push(`not taken over: ${left.map((name) => `${name}=${all(name).at(-1)}`).join(', ')}`)
  differences.push(...unitDifferences(service))
  const conditions = conditionsOf(service)
  if (conditions) job.conditions = conditions
  return { job, differences }
}

/** What a unit asks of others, and of the computer, that is not asked here. */
function unitDifferences(service: Unit): string[] {
  const found = service
    .get('Unit', 'OnFailure')
    .map((value) => `OnFailure=${value}: create an "after another job" trigger for it`)
  const asks = service
    .names('Unit')
    .filter(
      (name) => /^(?:Condition|Assert)/.test(name) || ['Requires', 'Requisite', 'BindsTo', 'RequiresMountsFor'].includes(name),
    )
    .flatMap((name) => service.get('Unit', name).map((value) => ({ name, value })))
    .filter(({ name, value }) => !(name === 'ConditionACPower' && isYes(value)) && value !== 'network-online.target')
  if (asks.length > 0) found.push(`not taken over: ${asks.map(({ name, value }) => `${name}=${value}`).join(', ')}`)
  return found
}

function conditionsOf(service: Unit): Conditions | null {
  const acPower = isYes(service.get('Unit', 'ConditionACPower').at(-1))
  const network = [...service.get('Unit', 'After'), ...service.get('Unit', 'Wants'), ...service.get('Unit', 'Requires')].some(
    (text) => text.split(/\s+/).includes('network-online.target'),
  )
  return acPower || network ? Conditions.parse({ acPower, network: network ? 'any' : null }) : null
}

function bytesOf(text: string): number | null {
  const match = /^(\d+)([KMGT]?)$/i.exec(text.trim())
  if (!match) return null
  return Number(match[1]) * 1024 ** ['', 'K', 'M', 'G', 'T'].indexOf((match[2] ?? '').toUpperCase())
}
