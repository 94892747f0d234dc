import { expect, it } from 'vitest'
import type { FlowEvent } from '../../../shared/flow/events.ts'
import { nodeWorksOf, workName, worthSeeing } from './node-works.ts'

let n = 0
const event = (type: string, data: Record<string, unknown>): FlowEvent => ({ n: ++n, at: n, type, data }) as unknown as FlowEvent
const started = (step: string, item?: number, attempt = 1) =>
  event('started', { step, attempt, ...(item === undefined ? {} : { item }) })
const ended = (type: string, step: string, item?: number) =>
  event(`task ${type}`, { step, attempt: 1, ...(item === undefined ? {} : { item }) })

it('a node has a log for each visit, and for each of its items', () => {
  const works = nodeWorksOf([
    started('build#1'),
    ended('succeeded', 'build#1'),
    ...[2, 0, 1].map((item) => started('tests#1', item)),
    ended('succeeded', 'tests#1', 0),
    ended('failed', 'tests#1', 2),
    started('build#2'),
    event('attempt failed', { step: 'build#2', attempt: 1 }),
    started('build#2', undefined, 2),
  ])
  expect(works.map((work) => [work.id, work.attempt, workName(work, works), work.status])).toEqual([
    ['build#1', 1, 'build, visit 1', 'succeeded'],
    ['tests#1/0', 1, 'tests, item 1', 'succeeded'],
    ['tests#1/1', 1, 'tests, item 2', 'running'],
    ['tests#1/2', 1, 'tests, item 3', 'failed'],
    ['build#2', 2, 'build, visit 2', 'running'],
  ])
  expect(worthSeeing(works, 'tests')?.id).toBe('tests#1/2')
  expect(worthSeeing(works, 'build')?.id).toBe('build#2')
  expect(worthSeeing(works, 'deploy')).toBeNull()
})

it('a list whose items all succeeded opens at the first, and names are plain where a node was entered once', () => {
  const works = nodeWorksOf([started('t#1', 1), started('t#1', 0), ended('succeeded', 't#1', 0), ended('succeeded', 't#1', 1)])
  const work = worthSeeing(works, 't')
  expect([work?.id, work && workName(work, works)]).toEqual(['t#1/0', 't, item 1'])
})
