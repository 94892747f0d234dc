import { describe, expect, it } from 'vitest'
import { JobDraft } from './job.ts'
import { limits } from './limits.ts'

const fine = { name: 'a', body: { kind: 'command', command: 'true' } }
const script = (text: string) => ({ kind: 'script', script: text })

/** The paths and messages of problems. */
function problemsOf(draft: object): string[] {
  const parsed = JobDraft.safeParse({ ...fine, ...draft })
  if (parsed.success) return []
  return parsed.error.issues.map((issue) => {
    const inner = 'issues' in issue ? (issue.issues as { message: string }[])[0]?.message : undefined
    return `${issue.path.join('.')}: ${inner ?? issue.message}`
  })
}

describe('a job', () => {
  it('needs a name and something to run, and has defaults for the rest', () => {
    expect(JobDraft.parse(fine)).toEqual({
      name: 'a',
      enabled: true,
      muted: false,
      pinned: false,
      body: { kind: 'command', command: 'true', args: [] },
      cwd: null,
      env: {},
      envFile: null,
      stdin: null,
      timeoutMs: null,
      retry: {
        maxAttempts: 1,
        backoff: { kind: 'exponential', delayMs: 1_000, maxMs: 3_600_000, jitter: false },
        exitCodes: null,
      },
      stop: { signal: 'SIGTERM', graceMs: 10_000 },
      limits: { memory: null, cpu: null, output: null },
      pauseAfter: null,
      queue: 'default',
      priority: 0,
      overlap: 'allow',
      params: {},
      output: 'none',
      conditions: null,
      hooks: [],
      secrets: false,
    })
  })

  it.each([
    ['no name', { name: '  ' }, 'name: is empty: give the job a name'],
    ['a name with an escape', { name: 'a\u001b[2J' }, 'name: must not contain control characters'],
    [
      'a name that turns the direction of text',
      { name: 'a\u202eb' },
      'name: must not contain characters that turn the direction of text',
    ],
    ['a name with two lines', { name: 'a\nb' }, 'name: must not contain control characters'],
    ['a name with a one-character CSI', { name: 'a\u009b' }, 'name: must not contain control characters'],
    ['a name with a NUL', { name: 'a\0' }, 'name: must not contain a NUL character'],
    ['an empty script', { body: script('') }, 'body.script: is empty: write what should run'],
    ['an empty command', { body: { kind: 'command', command: ' ' } }, 'body.command: is empty: name the program to run'],
    [
      'an argument with a NUL',
      { body: { kind: 'command', command: 'x', args: ['a', 'b\0'] } },
      'body.args.1: must not contain a NUL character',
    ],
    ['an environment name with "="', { env: { 'A=B': '1' } }, 'env.A=B: an environment name must not contain "="'],
    ['an environment name with a NUL', { env: { 'A\0': '1' } }, 'env.A\0: an environment name must not contain a NUL character'],
    ['an environment value with a NUL', { env: { A: '\0' } }, 'env.A: must not contain a NUL character'],
  ])('cannot have %s', (_, draft, problem) => {
    expect(problemsOf(draft)).toEqual([problem])
  })

  it.each([
    ['an unknown kind', { body: { kind: 'magic' } }],
    ['an empty environment name', { env: { '': '1' } }],
    ['a timeout of nothing', { timeoutMs: 0 }],
    ['half a millisecond', { timeoutMs: 1_000.5 }],
    ['a script beyond the limit', { body: script('x'.repeat(limits.scriptBytes + 1)) }],
    ['too many arguments', { body: { kind: 'command', command: 'x', args: Array(limits.args + 1).fill('') } }],
    ['too many variables', { env: Object.fromEntries(Array.from({ length: limits.envEntries + 1 }, (_, n) => [`A${n}`, ''])) }],
    ['a folder that is empty', { cwd: '' }],
  ])('cannot have %s', (_, draft) => {
    expect(problemsOf(draft)).toHaveLength(1)
  })

  it('may have a script of 5 MB, empty arguments and empty values', () => {
    expect(problemsOf({ body: script('x'.repeat(5 * 1024 * 1024)) })).toEqual([])
    expect(problemsOf({ body: { kind: 'command', command: 'x', args: ['', ' '] }, env: { A: '' } })).toEqual([])
  })
})

describe('a request', () => {
  const http = (over: object) => problemsOf({ body: { kind: 'http', url: 'https://example.com/', ...over } })

  it('needs an address, and has defaults for the rest', () => {
    expect(http({})).toEqual([])
    expect(http({ url: '' })).not.toEqual([])
  })

  it.each([
    ['an address of a file', { url: 'file:///etc/passwd' }],
    ['an address that is none', { url: 'example' }],
    ['an unknown method', { method: 'BREW' }],
    ['a header with a line end', { headers: { A: 'b\r\nC: d' } }],
    ['a header without a name', { headers: { '': 'b' } }],
    ['a status that is none', { expect: ['700'] }],
    ['no expected status at all', { expect: [] }],
    ['more redirects than any site needs', { redirects: 21 }],
  ])('cannot have %s', (_, over) => {
    expect(http(over)).toHaveLength(1)
  })
})

describe('the policies of a job', () => {
  it.each([
    ['a priority above the highest', { priority: 101 }],
    ['a priority below the lowest', { priority: -101 }],
    ['half a priority', { priority: 1.5 }],
    ['no attempt at all', { retry: { maxAttempts: 0 } }],
    ['fewer than no attempts', { retry: { maxAttempts: -1 } }],
    ['a negative wait', { retry: { backoff: { delayMs: -1 } } }],
    ['an exit code that no program gives', { retry: { exitCodes: [256] } }],
    ['a queue without a name', { queue: ' ' }],
    ['the queue of hooks', { queue: 'hooks' }],
    ['the queue of conditions', { queue: 'conditions' }],
    ['a queue with a name that breaks lines', { queue: 'a\nb' }],
    ['an unknown policy', { overlap: 'maybe' }],
    ['a signal that cannot be caught', { stop: { signal: 'SIGKILL' } }],
    ['a limit of nothing', { limits: { memory: { max: 0 } } }],
  ])('cannot be %s', (_, over) => {
    expect(problemsOf(over)).toHaveLength(1)
  })
})
