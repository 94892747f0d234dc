import { expect, it } from 'vitest'
import type { Organizing } from '../../shared/model/organization.ts'
import { byChange } from './change.ts'

const place = { tags: [] as string[], folder: '', owner: null as string | null }
const changed = (id: string, before: Partial<typeof place>, after: Partial<typeof place>): Organizing => ({
  ...{ kind: 'job', id, name: id },
  before: { ...place, ...before },
  after: { ...place, ...after },
})

it('an undo takes back the differences alone, with those that differ alike in one request', () => {
  const done = [
    changed('a', { tags: ['x'] }, { tags: ['x', 'nas'] }),
    changed('b', {}, { tags: ['nas'] }),
    changed('c', { tags: ['old'] }, { tags: ['nas'] }),
    changed('d', { folder: 'ops', owner: 'me' }, { folder: 'infra' }),
  ]
  expect(byChange(done)).toEqual([
    {
      change: { removeTags: ['nas'] },
      items: [
        { kind: 'job', ref: 'a' },
        { kind: 'job', ref: 'b' },
      ],
    },
    { change: { removeTags: ['nas'], addTags: ['old'] }, items: [{ kind: 'job', ref: 'c' }] },
    { change: { folder: 'ops', owner: 'me' }, items: [{ kind: 'job', ref: 'd' }] },
  ])
})
