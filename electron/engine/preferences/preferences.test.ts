import { expect, it } from 'vitest'
import { apiTokenActor, localActor } from '../../../shared/model/actor.ts'
import { JobDraft } from '../../../shared/model/job.ts'
import { defaultPreferences } from '../../../shared/model/preferences.ts'
import { actAs } from '../base/actor.ts'
import { openTestStore, startTestEngine } from '../testing/engine.ts'
import { createPreferenceActions } from './preferences.ts'

const asMe = <T>(act: () => T): T => actAs(localActor, act)

it('each actor has preferences of their own, whatever name the actor has', async () => {
  let changes = 0
  const preferences = createPreferenceActions(openTestStore(), () => changes++)
  await asMe(() => preferences.update({ theme: 'dark', recent: ['run 1'] }))
  await asMe(() => preferences.update({ theme: 'light' }))
  const mine = { ...defaultPreferences, theme: 'light', recent: ['run 1'] }
  expect(actAs({ ...localActor, name: 'Ada' }, preferences.get)).toEqual(mine)
  expect(actAs(apiTokenActor, preferences.get)).toEqual(defaultPreferences)
  expect(actAs({ kind: 'account', id: 'a1', name: 'Ada' }, preferences.get)).toEqual(defaultPreferences)
  expect(changes).toBe(2)
})

it('favorites are in the order of the person, without those that are deleted', async () => {
  const engine = await startTestEngine({ dispatch: false })
  const { id: job } = await engine.jobs.create(JobDraft.parse({ name: 'Backup', body: { kind: 'command', command: 'true' } }))
  const { id: flow } = await engine.flows.create('Release', 'nothing yet')
  const favorites = [`flow:${flow}`, 'dashboard:1', `job:${job}`, 'pipeline:gone']
  const names = () => asMe(engine.preferences.favorites).map(({ kind, name, canStart }) => [kind, name, canStart])
  await asMe(() => engine.preferences.update({ favorites }))
  expect(names()).toEqual([
    ['flow', 'Release', false],
    ['job', 'Backup', true],
  ])
  await engine.flows.remove(flow)
  expect(names()).toEqual([['job', 'Backup', true]])
  await engine.flows.restore(flow)
  expect(names()).toHaveLength(2)
  expect(asMe(engine.preferences.get).favorites, 'of a later release').toEqual(favorites)
  expect(actAs(apiTokenActor, engine.preferences.favorites)).toEqual([])
})

it('a filter finds the favorites of its caller', async () => {
  const engine = await startTestEngine({ dispatch: false })
  const body = { kind: 'command' as const, command: 'true' }
  const { id } = await engine.jobs.create(JobDraft.parse({ name: 'Backup', body }))
  await engine.jobs.create(JobDraft.parse({ name: 'Sync', body }))
  const { id: flow } = await engine.flows.create('Release', 'nothing yet')
  const { id: pipeline } = await engine.pipelines.create('Words', 'no manifest')
  await asMe(() => engine.preferences.update({ favorites: [`job:${id}`, `flow:${flow}`, `pipeline:${pipeline}`] }))
  const found = (q: string) =>
    Promise.all(
      [engine.jobs, engine.flows, engine.pipelines].map(async (list) =>
        (await list.matching(q, { cursor: null, limit: 9 })).items.map(({ name }) => name),
      ),
    )
  expect(await asMe(() => found('favorite:yes'))).toEqual([['Backup'], ['Release'], ['Words']])
  expect(await asMe(() => found('favorite:no'))).toEqual([['Sync'], [], []])
  expect(await actAs(apiTokenActor, () => found('favorite:yes'))).toEqual([[], [], []])
  expect(asMe(engine.quickRun).jobs, 'in the menu of the tray').toEqual([{ id, name: 'Backup' }])
})

it('a stored preference that this release cannot read counts as not set', async () => {
  const store = openTestStore()
  const change = { theme: 'sepia' as 'dark', logTimes: 'absolute' } as const
  await store.submit('save preferences', () => store.preferences.update(localActor, change))
  expect(asMe(createPreferenceActions(store, () => {}).get)).toEqual({ ...defaultPreferences, logTimes: 'absolute' })
})
