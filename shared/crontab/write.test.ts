import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { JobDraft, type JobDraftInput } from '../model/job.ts'
import { ScheduleDraft, type ScheduleInput } from '../model/schedule.ts'
import { planCrontab } from './plan.ts'
import { type Exported, writeCrontab } from './write.ts'

const command = (...words: [string, ...string[]]): JobDraftInput['body'] => ({
  kind: 'command',
  command: words[0],
  args: words.slice(1),
})

function exported(
  job: Partial<JobDraftInput>,
  ...schedules: (Omit<ScheduleInput, 'tz'> & { tz?: string; enabled?: boolean })[]
): Exported {
  return {
    job: { ...JobDraft.parse({ name: 'job', body: command('true'), ...job }), id: 'j', version: 1, createdAt: 0, updatedAt: 0 },
    schedules: schedules.map((schedule) => ({
      ...ScheduleDraft.parse({ tz: 'UTC', missed: { policy: 'none' }, ...schedule }),
      paused: null,
    })),
    triggers: [],
  }
}
const cron = (expr: string) => ({ timing: { kind: 'cron' as const, expr } })
const lines = (text: string): string[] => text.split('\n').filter((line) => /^(# disabled: )?[\d*@]/.test(line))
const lineOf = (job: Partial<JobDraftInput>): string =>
  lines(writeCrontab([exported(job, cron('5 4 * * *'))], 'UTC').text)[0]?.replace('5 4 * * * ', '') ?? ''

describe('the export of schedules as a crontab', () => {
  it.each([
    [{ body: command('/bin/echo', 'a b', "it's", '100%') }, `/bin/echo 'a b' 'it'\\''s' 100\\%`],
    [{ body: command('~/bin/run') }, '"$HOME"/bin/run'],
    [{ body: command('/bin/sh', '-c', 'date +%F | cat') }, 'date +\\%F | cat'],
    [{ body: command('/bin/bash', '-c', 'date') }, '/bin/bash -c date'],
    [{ cwd: '/srv/my data', env: { A: 'x y' } }, "cd '/srv/my data' && export A='x y' && true"],
    [{ cwd: '/mnt/x', body: command('/bin/sh', '-c', 'cd sub; rm -rf ./*') }, "cd /mnt/x && /bin/sh -c 'cd sub; rm -rf ./*'"],
    [{ stdin: { from: 'file', path: '/i' }, body: command('/bin/sh', '-c', 'a; b # c') }, "/bin/sh -c 'a; b # c' < /i"],
    [{ stdin: { from: 'text', text: 'one\n2%\n' } }, 'true%one%2\\%'],
    [{ stdin: { from: 'file', path: '/tmp/in' } }, 'true < /tmp/in'],
    [{ body: { kind: 'script', script: 'ls | wc -l\n', interpreter: [] } }, 'ls | wc -l'],
    [{ body: { kind: 'script', script: 'ls', interpreter: ['/bin/bash'] } }, '/bin/bash -c ls'],
  ] satisfies [Partial<JobDraftInput>, string][])('runs the same command: %j', (job, line) => {
    expect(lineOf(job)).toBe(line)
  })

  it.each([
    [cron('0 30 2 * * MON-FRI'), '30 2 * * MON-FRI'],
    [cron('@daily'), '0 0 * * *'],
    [{ timing: { kind: 'every', ms: 15 * 60_000, anchor: Date.UTC(2026, 0, 1, 0, 5) } }, '5-59/15 * * * *'],
    [{ timing: { kind: 'every', ms: 6 * 3_600_000, anchor: Date.UTC(2026, 0, 1, 6, 30) } }, '30 */6 * * *'],
    [{ timing: { kind: 'every', ms: 24 * 3_600_000, anchor: Date.UTC(2026, 0, 1, 9, 30) } }, '30 9 * * *'],
  ] as [{ timing: ScheduleInput['timing'] }, string][])('writes a schedule as a line: %j', (schedule, expr) => {
    expect(lines(writeCrontab([exported({}, schedule)], 'UTC').text)).toEqual([`${expr} true`])
  })

  it.each([
    [cron('*/10 * * * * *'), 'cron has no seconds'],
    [cron('0 0 L * *'), 'cron has no seconds, years, L, W and #'],
    [cron('0 0 * * 1#2'), 'cron has no seconds, years, L, W and #'],
    [{ ...cron('0 9 * * *'), tz: 'Asia/Tokyo' }, 'its time zone is Asia/Tokyo'],
    [{ ...cron('0 9 * * *'), daysOff: ['2026-12-25'] }, 'no days off'],
    [{ ...cron('0 9 * * *'), every: 2 }, 'only every nth occurrence (here 2)'],
    [{ timing: { kind: 'once' as const, at: 0 } }, 'anything once'],
    [{ timing: { kind: 'every' as const, ms: 7 * 60_000, anchor: 0 } }, 'cannot express this interval'],
    [{ timing: { kind: 'every' as const, ms: 90_000, anchor: 0 } }, 'cannot express this interval'],
  ])('leaves out a schedule that a crontab cannot express, with the reason: %j', (schedule, why) => {
    const { text, left } = writeCrontab([exported({}, schedule)], 'UTC')
    expect([lines(text), left[0]?.why]).toEqual([[], expect.stringContaining(why)])
  })

  it.each([
    [{ body: { kind: 'script', script: 'a\nb', interpreter: [] } }, 'more than one line'],
    [{ body: { kind: 'script', script: 'print(1)', interpreter: ['python3'] } }, 'its script is for python3'],
    [{ body: { kind: 'http', url: 'https://example.org' } }, 'it is an HTTP request'],
    [{ body: command('echo', 'a\nb') }, 'several lines'],
    [{ stdin: { from: 'params' } }, 'it reads its parameters'],
    [{ env: { A: '$secrets.A' } }, 'it uses a secret'],
    [{ body: command('printf', '5\\%') }, 'a backslash'],
    [{ stdin: { from: 'text', text: 'a\\\nb' } }, 'a backslash'],
  ] satisfies [Partial<JobDraftInput>, string][])(
    'leaves out a job that a crontab cannot run, with the reason: %j',
    (job, why) => {
      expect(writeCrontab([exported(job, cron('0 9 * * *'))], 'UTC').left[0]?.why).toContain(why)
    },
  )

  it('converts intervals to the time zone of the computer', () => {
    const schedule = {
      timing: { kind: 'every' as const, ms: 24 * 3_600_000, anchor: Date.UTC(2026, 0, 1, 12) },
      tz: 'Asia/Kolkata',
    }
    expect(lines(writeCrontab([exported({}, schedule)], 'Europe/Berlin').text)).toEqual(['0 13 * * * true'])
  })

  it('keeps the names of jobs when it is imported again', () => {
    const { text } = writeCrontab([exported({ name: 'Nightly', retry: { maxAttempts: 3 } }, cron('0 9 * * *'))], 'UTC')
    expect(planCrontab(text, 'user', 'UTC', true).planned.map(({ job }) => job.name)).toEqual(['Nightly'])
  })

  it('says what a line loses, and comments out disabled schedules', () => {
    const job = { timeoutMs: 60_000, retry: { maxAttempts: 3 }, overlap: 'skip' as const, conditions: { acPower: true } }
    const { text } = writeCrontab(
      [exported(job, { ...cron('0 9 * * *'), jitterMs: 60_000, missed: { policy: 'last' }, enabled: false })],
      'UTC',
    )
    for (const words of [
      'lost: its timeout',
      'lost: its retries',
      'lost: its conditions',
      'lost: its concurrency policy',
      'by up to 1 minute',
      'catches up on missed occurrences',
    ])
      expect(text).toContain(words)
    expect(lines(text)).toEqual(['# disabled: 0 9 * * * true'])
  })

  it('keeps the times of jobs that came from a crontab', () => {
    const original = readFileSync(new URL('sample.crontab', import.meta.url), 'utf8')
    const { planned } = planCrontab(original, 'user', 'Europe/London', true)
    const all = planned.map(({ job, schedules }) => ({
      job: { ...job, id: job.name, version: 1, createdAt: 0, updatedAt: 0 },
      schedules: schedules.map((schedule) => ({ ...schedule, paused: null })),
      triggers: [],
    }))
    const { text, left } = writeCrontab(all, 'Europe/London')
    expect(left).toEqual([])
    const again = planCrontab(text, 'user', 'Europe/London', true)
    expect(again.problems).toEqual([])
    expect(again.planned.map(({ when }) => when)).toEqual(
      planned.filter(({ schedules }) => schedules.length > 0).map(({ when }) => when),
    )
  })
})
