import { describe, expect, it } from 'vitest'
import { JobDraft, type JobDraftInput } from '../../../../shared/model/job.ts'
import { check } from './check-form.ts'
import { emptyForm, type Form } from './form.ts'
import { formOf } from './form-of-job.ts'

const whole: Omit<JobDraftInput, 'body' | 'name'> = {
  enabled: false,
  muted: true,
  pinned: true,
  cwd: '/srv/data',
  env: { REGION: 'eu', EMPTY: '' },
  envFile: '/srv/.env',
  stdin: { from: 'text', text: 'yes\n' },
  timeoutMs: 90_500,
  retry: { maxAttempts: 4, backoff: { kind: 'exponential', delayMs: 2_500, maxMs: 60_000, jitter: true }, exitCodes: [1, 124] },
  stop: { signal: 'SIGINT', graceMs: 3_000 },
  limits: { memory: { max: 512 * 1024 * 1024, action: 'warn' }, cpu: { max: 60_000, action: 'stop' }, output: null },
  queue: 'reports',
  priority: -5,
  overlap: 'queue',
  output: 'json',
  conditions: {
    acPower: true,
    idleMs: 600_000,
    network: '192.168.1.0/24',
    host: 'nas.local:445',
    volume: '/mnt',
    deferMs: 7_200_000,
  },
}

const bodies: JobDraftInput['body'][] = [
  { kind: 'script', script: 'echo a\necho b', interpreter: ['python3', '-u'], args: ['one', 'two words'] },
  { kind: 'command', command: 'rsync', args: ['-a', '--exclude=*.tmp', ''] },
  { kind: 'flow', flow: 'release', version: 3 },
  {
    kind: 'http',
    ...{ method: 'POST', url: 'https://example.org/hook', headers: { Accept: 'text/plain' }, body: '{"a":1}' },
    ...{ expect: ['2xx', '404'], redirects: 0, verifyTls: false },
  },
  { kind: 'builtin', name: 'noop', input: { a: 1 } },
]

describe('the form of a job gives the job that it was filled with', () => {
  it.each(bodies.map((body) => [body.kind, body] as const))('%s', (_, body) => {
    const draft = JobDraft.parse({ ...whole, name: 'Nightly backup', body })
    expect(check(formOf(draft))).toEqual({ draft, problems: null })
  })

  it('also where everything is as usual', () => {
    const draft = JobDraft.parse({ name: 'Plain', body: { kind: 'script', script: 'true' } })
    expect(check(formOf(draft))).toEqual({ draft, problems: null })
  })
})

const problemsOf = (change: Partial<Form>) => check({ ...emptyForm, name: 'a', script: 'true', ...change }).problems

describe('a mistake is named at its field', () => {
  it.each<[string, Partial<Form>]>([
    ['name', { name: ' ' }],
    ['script', { script: '' }],
    ['timeout', { timeout: 'soon' }],
    ['attempts', { attempts: 'many' }],
    ['delay', { attempts: '3', delay: '-1' }],
    ['exitCodes', { exitCodes: '1, x' }],
    ['grace', { grace: 'x' }],
    ['priority', { priority: 'high' }],
    ['memory', { memory: { max: 'lots', action: 'stop' } }],
    ['host', { host: 'nas.local' }],
    ['subnet', { network: 'one', subnet: 'here' }],
    ['idle', { idle: '-1' }],
    ['url', { kind: 'http', url: 'example.org' }],
    ['flow', { kind: 'flow', flow: '' }],
    [
      'env',
      {
        env: [
          { name: 'A', value: '1' },
          { name: 'A', value: '2' },
        ],
      },
    ],
  ])('%s', (field, change) => expect(Object.keys(problemsOf(change) ?? {})).toEqual([field]))
})
