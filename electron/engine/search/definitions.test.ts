import { expect, it } from 'vitest'
import type { DefinitionName } from '../store/definition-names.ts'
import { startTestEngine } from '../testing/engine.ts'
import { createDefinitionSearch } from './definitions.ts'

const named = (names: string[]): DefinitionName[] =>
  names.map((name) => ({ kind: 'job', id: name.toLowerCase(), name, canStart: true }))

const searchIn = (names: string[]) => createDefinitionSearch({ definitionNames: { all: () => named(names) } })

it('the best match comes first, and of equal ones those used last', async () => {
  const search = searchIn(['Beta', 'Nebula', 'Nightly backup', 'Alpha'])
  const found = async (text: string, first: string[] = []) =>
    (await search.find({ text, first, limit: 3 })).items.map(({ name }) => name)
  expect(await found('nb')).toEqual(['Nightly backup', 'Nebula'])
  expect(await found('', ['nebula'])).toEqual(['Nebula', 'Alpha', 'Beta'])
  expect(await searchIn(['flow 10', 'flow 2']).find({ text: 'flow', first: [], limit: 1 })).toMatchObject({
    items: [{ name: 'flow 2' }],
    total: 2,
  })
  expect(await found('xyz')).toEqual([])
})

it('a search among very many names lets others have their turn', async () => {
  const search = searchIn(Array.from({ length: 20_000 }, (_, n) => `job number ${n}`))
  let turns = 0
  const timer = setInterval(() => turns++, 0)
  const found = await search.find({ text: 'jn199', first: [], limit: 5 })
  expect(found.items).toHaveLength(5)
  expect(found.total).toBeGreaterThan(5)
  clearInterval(timer)
  expect(turns).toBeGreaterThan(0)
})

it('names of all kinds are found, and deleted ones are not', async () => {
  const engine = await startTestEngine({ dispatch: false })
  await engine.flows.importFlow('backup flow', '{"start":"a","nodes":{"a":{"exec_type":"local_func","func":"noop"}},"edges":[]}')
  const found = await engine.search.definitions({ text: 'backup', first: [], limit: 10 })
  expect(found).toMatchObject({ items: [{ kind: 'flow', name: 'backup flow', canStart: true }], total: 1 })
  await engine.flows.remove('backup flow')
  expect(await engine.search.definitions({ text: 'backup', first: [], limit: 10 })).toEqual({ items: [], total: 0 })
})
