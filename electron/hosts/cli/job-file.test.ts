import { describe, expect, it } from 'vitest'
import type { AppError } from '../../../shared/errors.ts'
import { type JobDetail, JobDraft, type JobDraftInput } from '../../../shared/model/job.ts'
import { unorganized } from '../../../shared/model/organization.ts'
import { readJobFile } from './read-job-file.ts'
import { writeJobFile } from './write-job-file.ts'

const read = (text: string): JobDraft => readJobFile(text, 'job.yaml')

function errorOf(text: string): AppError {
  try {
    read(text)
  } catch (error) {
    return error as AppError
  }
  throw new Error('the job file was accepted')
}

describe('a job file', () => {
  it('can define a script', () => {
    const text =
      'name: Nightly\nscript: |\n  set -e\n  make all\ninterpreter: bash -eu\ncwd: ~/project\nenv:\n  LEVEL: 3\n  EMPTY: ""\ntimeout: 1.5\nenabled: false\n'
    expect(read(text)).toEqual(
      JobDraft.parse({
        name: 'Nightly',
        body: { kind: 'script', script: 'set -e\nmake all\n', interpreter: ['bash', '-eu'] },
        cwd: '~/project',
        env: { LEVEL: '3', EMPTY: '' },
        timeoutMs: 1_500,
        enabled: false,
      }),
    )
  })

  it('can define a command, with defaults for everything else', () => {
    expect(read('name: a\ncommand: [echo, 1, "b c"]')).toEqual(
      JobDraft.parse({ name: 'a', body: { kind: 'command', command: 'echo', args: ['1', 'b c'] } }),
    )
  })

  it('can define an HTTP request', () => {
    const text = 'name: a\nhttp: {url: "https://example.com/x", method: POST, expect: [204], verify-tls: false}'
    expect(read(text).body).toMatchObject({ kind: 'http', method: 'POST', expect: ['204'], verifyTls: false, redirects: 5 })
  })

  it('can set retries, stop signal, limits, standard input, queue and conditions', () => {
    const text = `
name: a
script: ls
env-file: .env
stdin: hello
retry: {attempts: 4, delay: 0.5, backoff: fixed, max-delay: 60, jitter: true, exit-codes: [1, 124]}
stop: {signal: SIGINT, grace: 2.5}
limits: {memory: {max: 512}, cpu: {max: 1.5, action: warn}}
queue: disk
priority: -3
overlap: latest
conditions: {ac-power: true, idle: 600, host: 'nas.local:445', wait: 3600, only-if: test -e go, once-per-day: true}
muted: true
pinned: true
pause-after: 5
`
    expect(read(text)).toMatchObject({
      envFile: '.env',
      stdin: { from: 'text', text: 'hello' },
      retry: { maxAttempts: 4, backoff: { kind: 'fixed', delayMs: 500, maxMs: 60_000, jitter: true }, exitCodes: [1, 124] },
      stop: { signal: 'SIGINT', graceMs: 2_500 },
      limits: { memory: { max: 512 * 1024 * 1024, action: 'stop' }, cpu: { max: 1_500, action: 'warn' }, output: null },
      queue: 'disk',
      priority: -3,
      overlap: 'latest',
      conditions: {
        ...{ acPower: true, idleMs: 600_000, host: 'nas.local:445', network: null, volume: null, deferMs: 3_600_000 },
        ...{ onlyIf: 'test -e go', oncePerDay: true },
      },
      muted: true,
      pinned: true,
      pauseAfter: 5,
    })
    const job: JobDetail = {
      ...unorganized,
      ...read(text),
      paused: null,
      warnings: [],
      id: 'j',
      version: 1,
      createdAt: 0,
      updatedAt: 0,
    }
    expect(read(writeJobFile(job))).toEqual(read(text))
  })

  it('says how the job is organized, and what it does not say stays open', () => {
    const text = 'name: a\nscript: ls\ntags: [nas, db]\nfolder: ops/backup\nowner: Data team\nnotes: "# Restore"\n'
    const organized = { tags: ['nas', 'db'], folder: 'ops/backup', owner: 'Data team', notes: '# Restore' }
    expect(read(text)).toMatchObject(organized)
    const job: JobDetail = {
      ...JobDraft.parse(read(text)),
      ...organized,
      paused: null,
      warnings: [],
      id: 'j',
      version: 1,
      createdAt: 0,
      updatedAt: 0,
    }
    expect(read(writeJobFile(job))).toEqual(read(text))
    expect(read('name: a\nscript: ls')).not.toHaveProperty('tags')
  })

  it('can be JSON', () => {
    expect(read('{"name": "a", "script": "ls", "interpreter": ["/bin/sh", "-c x"]}').body).toEqual({
      kind: 'script',
      script: 'ls',
      interpreter: ['/bin/sh', '-c x'],
    })
  })

  const oneBody = 'The file needs exactly one of "script", "command", "http", "builtin", "flow" and "pipeline".'
  it.each([
    ['neither a script nor a command', 'name: a', oneBody],
    ['both a script and a command', 'name: a\nscript: ls\ncommand: [ls]', oneBody],
    ['an empty script', 'name: a\nscript: ""', '"script" is empty: write what should run.'],
    ['no name', 'script: ls', '"name" is missing.'],
    ['an empty name', 'name: ""\nscript: ls', '"name" is empty: give the job a name.'],
    ['an unknown key', 'name: a\nscript: ls\nshcedule: daily', '"shcedule" is not a known key.'],
    ['a misspelled key', 'name: a\nscirpt: ls\ncommand: [ls]', '"scirpt" is not a known key. Did you mean "script"?'],
    [
      'a misspelled key of a key',
      'name: a\nscript: ls\nretry: {atempts: 2, attempts: 2}',
      '"retry.atempts" is not a known key. Did you mean "attempts"?',
    ],
    [
      'a key of flows',
      'name: a\nscript: ls\nretry: { max_attempts: 2, attempts: 2 }',
      '"retry.max_attempts" is not a known key. Did you mean "attempts"?',
    ],
    ['a command that is text', 'name: a\ncommand: ls -l', '"command" must be a list.'],
    ['an empty command', 'name: a\ncommand: []', '"command" must have at least 1 entry.'],
    ['an interpreter that is a number', 'name: a\nscript: ls\ninterpreter: 3', '"interpreter" must be a list or text.'],
    ['a timeout that is text', 'name: a\nscript: ls\ntimeout: soon', '"timeout" must be a number.'],
    ['a timeout of zero', 'name: a\nscript: ls\ntimeout: 0', '"timeout" must be more than 0.'],
    ['too few attempts', 'name: a\nscript: ls\nretry: {attempts: 0}', '"retry.attempts" must be at least 1.'],
    [
      'an unknown backoff',
      'name: a\nscript: ls\nretry: {attempts: 2, backoff: linear}',
      '"retry.backoff" must be fixed or exponential.',
    ],
    ['an unknown policy', 'name: a\nscript: ls\noverlap: wait', '"overlap" must be allow, skip, queue, latest or replace.'],
    [
      'an unknown event of a hook',
      'name: a\nscript: ls\nhooks: [{on: sometimes, command: ls}]',
      '"hooks.0.on" must be start, success, failure, retry, stop, timeout or recovered, or a list of these.',
    ],
    [
      'an unknown event in a list',
      'name: a\nscript: ls\nhooks: [{on: [start, sometimes], command: ls}]',
      '"hooks.0.on" must be start, success, failure, retry, stop, timeout or recovered, or a list of these.',
    ],
    ['a hook without events', 'name: a\nscript: ls\nhooks: [{on: [], command: ls}]', '"hooks.0.on" is empty: name an event.'],
    ['a list', '- a\n- b', 'The file must be a group of keys.'],
    ['nothing', '', 'The file must be a group of keys.'],
  ])('is refused with the name of the key: %s', (_, text, sentence) => {
    expect(errorOf(text)).toMatchObject({
      code: 'invalid',
      message: `Could not read job.yaml: ${sentence} To list the keys of a job file, run: lf explain job`,
    })
  })

  it('is refused with one line for each wrong key', () => {
    expect(errorOf('scirpt: ls\ntimeout: soon').message).toBe(
      `Could not read job.yaml:
  "name" is missing.
  "timeout" must be a number.
  "scirpt" is not a known key. Did you mean "script"?
To list the keys of a job file, run: lf explain job`,
    )
  })

  it.each([
    ['broken YAML', 'name: a\n  script: [', /line \d/],
    ['a key twice', 'name: a\nname: b\nscript: ls', /unique/],
    [
      'a bomb of references',
      `a: &a [x]\n${Array.from(
        { length: 12 },
        (_, n) =>
          `b${n}: &b${n} [${Array(10)
            .fill(`*${n === 0 ? 'a' : `b${n - 1}`}`)
            .join(', ')}]`,
      ).join('\n')}`,
      /alias/,
    ],
  ])('is refused as invalid YAML: %s', (_, text, reason) => {
    const { code, message } = errorOf(text)
    expect(code).toBe('invalid')
    expect(message).toMatch(/^Could not read job\.yaml: it is not valid YAML or JSON\. /)
    expect(message).toMatch(reason)
  })

  it('with several documents is refused in words', () => {
    expect(errorOf('name: a\ncommand: [ls]\n---\nname: b\ncommand: [ls]\n').message).toBe(
      'Could not read job.yaml: it holds several documents. Write each job to a file of its own.',
    )
  })

  it('gets the name of the command line instead of its own', () => {
    expect(readJobFile('name: a\nscript: ls', 'job.yaml', 'b').name).toBe('b')
    expect(readJobFile('script: ls', 'job.yaml', 'b').name).toBe('b')
  })

  it.each<[string, JobDraftInput]>([
    [
      'a script',
      { name: 'a', body: { kind: 'script', script: 'set -e\n\tmake "x"  \n# naïve 日本\n', interpreter: ['bash', '-c x y'] } },
    ],
    [
      'a script that looks like YAML',
      { name: 'yes', body: { kind: 'script', script: '- a: b\n- {c}' }, cwd: '~', env: { NO: 'no', N: '012', E: '' } },
    ],
    [
      'a command',
      {
        name: '1',
        body: { kind: 'command', command: 'true', args: ['', ' ', '1e3', 'null', '- x', 'a\nb', "'"] },
        timeoutMs: 1_234,
        enabled: false,
      },
    ],
    ['a script with long lines', { name: 'l', body: { kind: 'script', script: `echo ${'a b '.repeat(40)}\necho two\n` } }],
    ['lines that end as on Windows', { name: 'w', body: { kind: 'script', script: 'dir\r\necho\r\n', interpreter: ['cmd'] } }],
  ])('reads the same job that was written to it: %s', (_, input) => {
    const job: JobDetail = {
      ...unorganized,
      ...JobDraft.parse(input),
      paused: null,
      warnings: [],
      id: 'x',
      version: 4,
      createdAt: 1,
      updatedAt: 2,
    }
    const text = writeJobFile(job)
    expect(read(text)).toEqual(JobDraft.parse(input))
    expect(text).not.toContain('script: >')
  })
})

it('a job file has hooks, each with one event or several', () => {
  const text =
    'name: a\ncommand: [x]\nhooks:\n  - { on: failure, job: notify }\n  - { on: [success, stop], command: done, args: [a] }\n  - { on: retry, url: "https://e.org/", body: b }\n'
  const draft = readJobFile(text, 'job.yaml')
  expect(draft.hooks).toEqual([
    { on: ['failure'], job: 'notify' },
    { on: ['success', 'stop'], command: 'done', args: ['a'] },
    { on: ['retry'], url: 'https://e.org/', body: 'b' },
  ])
  for (const wrong of [
    '{ on: failure }',
    '{ on: failure, job: a, command: b }',
    '{ on: sometimes, job: a }',
    '{ on: [], job: a }',
    '{ on: stop, url: "ftp://e.org" }',
  ])
    expect(() => readJobFile(`name: a\ncommand: [x]\nhooks: [${wrong}]\n`, 'job.yaml'), wrong).toThrow('Could not read job.yaml')
})
