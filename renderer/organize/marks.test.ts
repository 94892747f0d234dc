import { expect, it } from 'vitest'
import { changesOf, choicesOf, found, type Mark } from './marks.ts'

const things = [{ tags: ['nas', 'db'] }, { tags: ['NAS'] }]
const known = [
  { name: 'db', count: 4 },
  { name: 'mail', count: 1 },
  { name: 'nas', count: 2 },
]

it('tags of the things come first, each with whether all or some have it', () => {
  expect(choicesOf(things, known, new Map())).toEqual([
    { name: 'db', mark: 'some', count: 4 },
    { name: 'nas', mark: 'all', count: 2 },
    { name: 'mail', mark: 'none', count: 1 },
  ])
})

it('a text finds tags, and is a new one only if no tag is spelled so', () => {
  const choices = choicesOf(things, known, new Map<string, Mark>([['new one', 'all']]))
  expect(found(choices, 'NA')).toMatchObject({ shown: [{ name: 'nas' }], isNew: true })
  expect(found(choices, 'Nas').isNew).toBe(false)
  expect(found(choices, ' new ONE ')).toMatchObject({ shown: [{ mark: 'all' }], isNew: false })
})

it('only what was chosen is added or removed', () => {
  expect(
    changesOf(
      new Map<string, Mark>([
        ['a', 'all'],
        ['b', 'none'],
        ['c', 'some'],
      ]),
    ),
  ).toEqual({
    addTags: ['a'],
    removeTags: ['b'],
  })
})
