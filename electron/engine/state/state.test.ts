import { describe, expect, it } from 'vitest'
import { localActor, systemActor } from '../../../shared/model/actor.ts'
import { JobDraft } from '../../../shared/model/job.ts'
import { ScheduleDraft } from '../../../shared/model/schedule.ts'
import { StateKey, StateText } from '../../../shared/model/state.ts'
import { actAs } from '../base/actor.ts'
import { startTestEngine } from '../testing/engine.ts'

const draft = (over: object = {}) => JobDraft.parse({ name: 'Import', body: { kind: 'builtin', name: 'noop' }, ...over })

async function openState() {
  const engine = await startTestEngine({ dispatch: false })
  const job = await engine.jobs.create(draft())
  const own = { job: job.id, global: false }
  return { engine, job, own, state: engine.state }
}

describe('the state of a job', () => {
  it('keeps a value with its version, its run and who changed it', async () => {
    const { state, own, job } = await openState()
    await actAs(localActor, () => state.set({ job: 'Import' }, null, 'cursor', '7', {}))
    const user = { run: 12, definition: job.id }
    expect(await state.set({}, user, 'cursor', '8', {})).toMatchObject({ key: 'cursor', value: '8', version: 2, run: 12 })
    expect(state.list(own, null).map(({ key, value }) => [key, value])).toEqual([['cursor', '8']])
    expect(state.history(own, null, 'cursor').map(({ value, run, actor }) => [value, run, actor])).toEqual([
      ['8', 12, systemActor],
      ['7', null, localActor],
    ])
  })

  it('is apart from the global state, and from that of other jobs', async () => {
    const { engine, state, own } = await openState()
    await engine.jobs.create(draft({ name: 'Other' }))
    await state.set(own, null, 'k', 'own', {})
    await state.set({ global: true }, null, 'k', 'global', {})
    expect(state.get({ global: true }, null, 'k').value).toBe('global')
    expect(state.get(own, null, 'k').value).toBe('own')
    expect(() => state.get({ job: 'Other' }, null, 'k')).toThrow('"Other" has no key "k".')
    expect(() => state.get({}, null, 'k')).toThrow('Whose state?')
    expect(() => state.get({ job: 'Import', global: true }, null, 'k')).toThrow('not both')
    expect(() => state.get({ job: 'Gone' }, null, 'k')).toThrow('There is no job, flow or pipeline "Gone".')
  })

  it('a key is changed only if it has the expected value or version', async () => {
    const { state, own } = await openState()
    const set = (value: string, expected: object) => state.set(own, null, 'k', value, expected)
    await set('1', { ifVersion: 0 })
    await expect(set('2', { ifVersion: 0 })).rejects.toMatchObject({ code: 'conflict' })
    await expect(set('2', { ifValue: null })).rejects.toThrow('its value is "1" (version 1), which is not what you expected')
    await set('2', { ifValue: '1' })
    await set('3', { ifVersion: 2 })
    await expect(state.remove(own, null, 'k', { ifValue: '2' })).rejects.toMatchObject({ code: 'conflict' })
    await state.remove(own, null, 'k', { ifValue: '3' })
    await expect(set('4', { ifVersion: 4 })).rejects.toThrow('it is not set')
    expect((await set('4', { ifValue: null })).version).toBe(5)
    expect(state.history(own, null, 'k').map(({ value }) => value)).toEqual(['4', null, '3', '2', '1'])
  })

  it('of many at once that expect the same version, one changes the key', async () => {
    const { state, own } = await openState()
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => state.set(own, null, 'leader', String(n), { ifVersion: 0 })),
    )
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(state.get(own, null, 'leader').version).toBe(1)
  })

  it('remembers the last 100 changes of a key', async () => {
    const { state, own } = await openState()
    for (let n = 1; n <= 103; n++) await state.set(own, null, 'k', String(n), {})
    const history = state.history(own, null, 'k')
    expect([history.length, history[0]?.value, history.at(-1)?.value]).toEqual([100, '103', '4'])
  })

  it('has at most 1,000 keys', async () => {
    const { state, own } = await openState()
    await Promise.all(Array.from({ length: 1_000 }, (_, n) => state.set(own, null, `k${n}`, '', {})))
    await expect(state.set(own, null, 'more', '', {})).rejects.toThrow('"Import" has 1,000 keys already')
    await state.set(own, null, 'k1', 'a change', {})
    await state.remove(own, null, 'k1', {})
    await state.set(own, null, 'more', '', {})
    expect(state.list(own, null)).toHaveLength(1_000)
  })

  it('goes with the job when it is deleted, and comes back with it', async () => {
    const { engine, state, own, job } = await openState()
    await state.set(own, null, 'k', '1', {})
    await engine.jobs.remove(job.id)
    expect(() => state.list(own, null)).toThrow('There is no job')
    await engine.jobs.create(draft())
    expect(state.list({ job: 'Import' }, null), 'of another job with that name').toEqual([])
    await engine.jobs.remove('Import')
    await engine.jobs.restore(job.id)
    expect(state.get(own, null, 'k').value).toBe('1')
  })

  it('flows and pipelines have one, too', async () => {
    const { engine, state } = await openState()
    const flow = await engine.flows.create('Release', 'nothing yet')
    await engine.pipelines.create('Words', 'no manifest')
    await state.set({ job: 'Release' }, null, 'k', 'flow', {})
    await state.set({ job: 'Words' }, null, 'k', 'pipeline', {})
    expect(state.get({}, { run: 1, definition: flow.id }, 'k').value).toBe('flow')
    expect(state.get({ job: 'Words' }, null, 'k').value).toBe('pipeline')
  })
})

describe('$state.KEY as a parameter', () => {
  it('is the own value of the job, else the global one, read by the rules of the parameter', async () => {
    const { engine, state, own } = await openState()
    const params = { width: { type: 'integer', default: 800 }, name: { type: 'string' } }
    await engine.jobs.update('Import', draft({ params }), undefined)
    const run = async () => {
      const { number } = await engine.manual.runJob('Import', 'hand', { width: '$state.width', name: '$state.name' })
      return engine.runs.detail(String(number)).params
    }
    expect(await run()).toEqual({ width: 800 })
    await state.set({ global: true }, null, 'width', '900', {})
    await state.set({ global: true }, null, 'name', 'all', {})
    await state.set(own, null, 'name', 'mine', {})
    expect(await run()).toEqual({ width: 900, name: 'mine' })
    await state.set(own, null, 'width', 'wide', {})
    await expect(run()).rejects.toMatchObject({ code: 'invalid' })
  })

  it('may be the value of a schedule for a parameter of any type', async () => {
    const { engine, state, own } = await openState()
    await engine.jobs.update('Import', draft({ params: { width: { type: 'integer', required: true } } }), undefined)
    await state.set(own, null, 'width', '5', {})
    const spec = { timing: { kind: 'cron', expr: '0 3 * * *' }, tz: 'UTC' }
    const create = (width: string) =>
      engine.schedules.create('Import', ScheduleDraft.parse({ ...spec, params: { width } })).then(() => 'saved')
    expect(await create('$state.width')).toBe('saved')
    await expect(create('wide')).rejects.toMatchObject({ code: 'invalid' })
  })
})

it('keys have 200 characters without spaces, values 64 KB', () => {
  const isKey = (text: string) => StateKey.safeParse(text).success
  expect(['a', 'import/cursor:1', 'é'.repeat(200), '🙂'.repeat(200)].map(isKey)).toEqual([true, true, true, true])
  expect(['', 'a b', 'a\n', 'x'.repeat(201), '🙂'.repeat(201), '\ud800'].map(isKey)).toEqual(Array(6).fill(false))
  expect(['x'.repeat(65_536), 'é'.repeat(32_768)].map((text) => StateText.safeParse(text).success)).toEqual([true, true])
  expect(['x'.repeat(65_537), 'é'.repeat(32_769), 'a\0b'].map((text) => StateText.safeParse(text).success)).toEqual([
    false,
    false,
    false,
  ])
})
