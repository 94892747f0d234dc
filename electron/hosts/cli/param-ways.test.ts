import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import type { Json } from '../../../shared/model/json.ts'
import { ScheduleDraft } from '../../../shared/model/schedule.ts'
import { TriggerDraft } from '../../../shared/model/trigger.ts'
import { type Param, paramTypes } from '../../../shared/params/param.ts'
import { transports } from '../../api/testing.ts'
import { startTestServer, type TestServer } from '../../http/testing.ts'
import { run } from './commands/run.ts'

/** A parameter p, what it is given, and the value of the run, or what is said about p. */
type Case = [param: Param, given: Json, expected: { value: Json } | { problem: string; saved?: string }]
const cases: Case[] = [
  [{ type: 'string', max: 3 }, 'abc', { value: 'abc' }],
  [{ type: 'string', max: 3 }, 'abcd', { problem: 'p must have at most 3 characters' }],
  [{ type: 'string', pattern: '(a+)+b' }, 'a'.repeat(2_000), { problem: 'p must match the pattern (a+)+b' }],
  [{ type: 'multiline' }, 'a\nb', { value: 'a\nb' }],
  [{ type: 'integer', min: 1 }, '800', { value: 800 }],
  [{ type: 'integer', min: 1 }, '0', { problem: 'p must be at least 1' }],
  [{ type: 'integer' }, '1.5', { problem: 'p must be a whole number' }],
  [{ type: 'number' }, '0.5', { value: 0.5 }],
  [{ type: 'number', max: 1 }, '1e3', { problem: 'p must be at most 1' }],
  [{ type: 'number' }, 'much', { problem: 'p must be a number' }],
  [{ type: 'boolean' }, 'true', { value: true }],
  [{ type: 'boolean' }, 'maybe', { problem: 'p must be true or false' }],
  [{ type: 'date' }, '2028-02-29', { value: '2028-02-29' }],
  [{ type: 'date' }, '2027-02-29', { problem: 'p must be a date such as 2026-11-27' }],
  [{ type: 'time' }, '18:30', { value: '18:30' }],
  [{ type: 'time' }, '24:00', { problem: 'p must be a time such as 18:30' }],
  [{ type: 'enum', options: ['eu', 'us'] }, 'eu', { value: 'eu' }],
  [{ type: 'enum', options: ['eu', 'us'] }, 'mars', { problem: 'p must be one of eu, us' }],
  [{ type: 'enum', options: ['a', 'b'], multiple: true }, 'a,b', { value: ['a', 'b'] }],
  [
    { type: 'enum', options: ['a', 'b'], multiple: true },
    'c',
    { problem: 'p has the unknown option "c"; each must be one of a, b' },
  ],
  [{ type: 'file' }, '/tmp/a b', { value: '/tmp/a b' }],
  [{ type: 'folder' }, '/tmp', { value: '/tmp' }],
  [{ type: 'folder' }, ' ', { problem: 'p must be the path of a folder' }],
  [{ type: 'list', max: 1 }, 'a\nb', { problem: 'p must have at most 1 item' }],
  [{ type: 'list' }, 'a\nb', { value: ['a', 'b'] }],
  [
    { type: 'secret', min: 4 },
    'abc',
    {
      problem: 'p must have at least 4 characters so that it can be masked in logs',
      saved: 'p is a secret, which schedules and triggers cannot keep',
    },
  ],
  [{ type: 'json' }, { a: [1, null] }, { value: { a: [1, null] } }],
  [{ type: 'integer', required: true }, null, { problem: 'p is required' }],
]

const nameOf = (index: number): string => `job ${index}`
const draftOf = (param: Param, index: number): JobDraft =>
  JobDraft.parse({ name: nameOf(index), body: param.type === 'secret' ? command : noop, params: { p: param } })

const noop = { kind: 'builtin', name: 'noop' }
/** A built-in function takes no secrets. */
const command = { kind: 'command', command: 'true' }

type Way = (server: TestServer, job: string, given: Json) => Promise<{ value: Json | undefined }>
const paramOf = (server: TestServer, ref: string): { value: Json | undefined } => ({
  value: server.engine.runs.detail(ref).params['p'],
})

const clients = new WeakMap<TestServer, Map<string, ReturnType<(typeof transports)[number]['open']>>>()
const ways: Record<string, Way> = {
  ...Object.fromEntries(
    transports.map(({ name, open }): [string, Way] => [
      name,
      async (server, ref, p) => {
        const known = clients.get(server) ?? new Map<string, ReturnType<typeof open>>()
        clients.set(server, known)
        const client = known.get(name) ?? open(server)
        known.set(name, client)
        return paramOf(server, (await (await client).jobs.run({ ref, params: { p } })).id)
      },
    ]),
  ),
  async lf(server, job, p) {
    const global = { url: server.url, token: server.token } as unknown as Parameters<typeof run>[0]
    const text = typeof p === 'string' ? p : JSON.stringify(p)
    await run(global, job, { given: p === null ? [] : [`--p=${text}`], options: [] }, {})
    return paramOf(server, await newest(server))
  },
  async webhook(server, job, p) {
    const { address } = await server.engine.triggers.create(job, TriggerDraft.parse({ on: { kind: 'webhook' } }))
    const answer = await server.call(`/api/hooks/${address?.split('/hooks/')[1]}`, {
      method: 'POST',
      body: JSON.stringify({ p }),
    })
    const body = (await answer.json()) as { error?: { message: string } }
    if (!answer.ok) throw new Error(body.error?.message)
    return paramOf(server, await newest(server))
  },
  async 'file trigger, when it is saved'(server, job, p) {
    const on = { kind: 'files', path: '/nowhere' } as const
    const { params } = await server.engine.triggers.create(job, TriggerDraft.parse({ on, params: given(p) }))
    return { value: params['p'] }
  },
  async 'schedule, when it is saved'(server, job, p) {
    const draft = { timing: { kind: 'cron', expr: '0 9 * * *' }, tz: 'UTC', params: given(p) }
    const { params } = await server.engine.schedules.create(job, ScheduleDraft.parse(draft))
    return { value: params['p'] }
  },
  async tray(server, job, p) {
    return paramOf(server, (await server.engine.manual.runJob(job, 'tray', given(p))).id)
  },
}

/** Schedules and triggers keep no secrets. */
const wordsOf = ({ problem, saved }: { problem: string; saved?: string }, way: string): string =>
  saved !== undefined && /saved/.test(way) ? saved : `${problem}.`

const given = (p: Json): { p?: Json } => (p === null ? {} : { p })
const newest = async (server: TestServer): Promise<string> =>
  (await server.engine.runs.list({ status: null, job: null, q: null, cursor: null, limit: 1 })).items[0]?.id ?? ''

it('the cases have each type of parameters, and each way to start a run', () => {
  expect([...new Set(cases.map(([{ type }]) => type))].sort()).toEqual([...paramTypes].sort())
  expect(Object.keys(ways)).toHaveLength(8)
})

describe.each(Object.keys(ways))('a run that is started by way of %s', (way) => {
  it('has the same values, and refuses wrong ones in the same words', async () => {
    const server = await startTestServer()
    for (const [index, [param, value, expected]] of cases.entries()) {
      await server.engine.jobs.create(draftOf(param, index))
      const told = await ways[way]?.(server, nameOf(index), value).catch((error: Error) => ({ problem: error.message }))
      const what = `${JSON.stringify(param)} given ${JSON.stringify(value).slice(0, 60)}`
      if ('problem' in expected)
        expect(told, what).toMatchObject({ problem: expect.stringContaining(wordsOf(expected, way)) as string })
      // What is saved stays as it was written; the run has the value.
      else if (/saved/.test(way)) expect(told, what).not.toHaveProperty('problem')
      else expect(told, what).toEqual(expected)
    }
  })
})
