import { expect, it } from 'vitest'
import { apiTokenActor, localActor } from '../../../shared/model/actor.ts'
import { mostViews } from '../../../shared/model/saved-view.ts'
import { actAs } from '../base/actor.ts'
import { openTestStore } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createSavedViewActions } from './saved-views.ts'

const asMe = <T>(act: () => T): T => actAs(localActor, act)
const failed = {
  list: 'runs',
  name: 'Failed today',
  q: 'status:failed started:today',
  params: '',
  columns: null,
  shared: false,
} as const

function open() {
  let changes = 0
  const views = createSavedViewActions(openTestStore(), createFakeClock(), () => changes++)
  return { views, changes: () => changes }
}

it('each person has views of their own, which are changed, deleted and put back', async () => {
  const { views, changes } = open()
  const view = await asMe(() => views.create(failed))
  expect(asMe(views.list)).toEqual([view])
  expect(actAs(apiTokenActor, views.list)).toEqual([])
  await expect(actAs(apiTokenActor, () => views.remove(view.id))).rejects.toMatchObject({ code: 'not-found' })
  const renamed = await asMe(() => views.update(view.id, { name: 'Failures' }))
  expect(renamed).toEqual({ ...view, name: 'Failures' })
  await asMe(() => views.update(view.id, { q: '', params: 'sort=-duration' }))
  expect(asMe(views.list)).toEqual([{ ...renamed, q: '', params: 'sort=-duration' }])
  const columns = { hidden: ['took'], widths: { name: 300 } }
  await asMe(() => views.update(view.id, { columns }))
  expect(asMe(views.list)).toMatchObject([{ columns }])
  await asMe(() => views.update(view.id, { name: 'Failures' }))
  expect(asMe(views.list)).toMatchObject([{ columns }])
  const gone = await asMe(() => views.remove(view.id))
  expect(asMe(views.list)).toEqual([])
  await asMe(() => views.create(gone))
  expect(asMe(views.list)).toEqual([gone])
  expect(changes()).toBe(7)
})

it('a shared view is seen by everybody, and changed only by the person who saved it', async () => {
  const { views } = open()
  const view = await asMe(() => views.create({ ...failed, shared: true }))
  expect(view).toMatchObject({ shared: true, isMine: true })
  expect(actAs(apiTokenActor, views.list)).toEqual([{ ...view, isMine: false }])
  await expect(actAs(apiTokenActor, () => views.update(view.id, { name: 'x' }))).rejects.toMatchObject({ code: 'not-found' })
  await asMe(() => views.update(view.id, { shared: false }))
  expect(actAs(apiTokenActor, views.list)).toEqual([])
})

it('two views of a list cannot have the same name', async () => {
  const { views } = open()
  const view = await asMe(() => views.create(failed))
  await asMe(() => views.create({ ...failed, list: 'jobs' }))
  await expect(asMe(() => views.create({ ...failed, name: 'FAILED today' }))).rejects.toMatchObject({ code: 'name-taken' })
  await asMe(() => views.update(view.id, { name: 'failed TODAY' }))
  const other = await asMe(() => views.create({ ...failed, name: 'Other' }))
  await expect(asMe(() => views.update(other.id, { name: 'Failed today' }))).rejects.toMatchObject({ code: 'name-taken' })
})

it('a person has a limited number of views, and can still change each of them', async () => {
  const { views } = open()
  const made = await Promise.all(
    Array.from({ length: mostViews }, (_, n) => asMe(() => views.create({ ...failed, name: `View ${n}` }))),
  )
  await expect(asMe(() => views.create(failed))).rejects.toMatchObject({ code: 'conflict' })
  await asMe(() => views.update(made[0]?.id ?? '', { name: 'Last' }))
})
