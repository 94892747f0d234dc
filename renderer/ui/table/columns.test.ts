import { describe, expect, it } from 'vitest'
import {
  type Column,
  inOrder,
  isChosen,
  isSameLayout,
  narrowest,
  widest,
  widthOf,
  withMoved,
  withShown,
  withWidth,
} from './columns.ts'
import { fitted, gap } from './fit.ts'

type Item = { exit: number | null }
const column = (id: string, more: Partial<Column<Item>> = {}): Column<Item> => ({
  id,
  name: id,
  width: 100,
  cell: () => null,
  ...more,
})
const columns = [
  column('on', { isBare: true, width: 20 }),
  column('name', { isMain: true }),
  column('when', { rank: 2 }),
  column('last', { rank: 1 }),
  column('kind', { isOptional: true }),
]
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id).join(' ')

describe('the order of columns', () => {
  it('is the usual one until a person moves a column past its neighbor', () => {
    expect(ids(inOrder(columns, {}))).toBe('on name when last kind')
    const moved = withMoved(columns, {}, 'last', -1)
    expect(ids(inOrder(columns, moved))).toBe('on name last when kind')
    expect(ids(inOrder(columns, withMoved(columns, moved, 'last', 1)))).toBe('on name when last kind')
  })

  it('does not change where there is no neighbor to move past', () => {
    expect(withMoved(columns, {}, 'name', -1)).toEqual({})
    expect(withMoved(columns, {}, 'kind', 1)).toEqual({})
    expect(withMoved(columns, {}, 'no such', 1)).toEqual({})
  })

  it('puts a column that a person never saw behind its usual neighbor, and forgets one that is gone', () => {
    expect(ids(inOrder(columns, { order: ['last', 'gone', 'name', 'on'] }))).toBe('last kind name when on')
  })
})

describe('the choice of columns', () => {
  it('shows optional columns only to those who chose them', () => {
    const kind = columns[4] as Column<Item>
    expect(isChosen(kind, {}, [])).toBe(false)
    const shown = withShown({}, kind, true)
    expect(isChosen(kind, shown, [])).toBe(true)
    expect(isChosen(kind, withShown(shown, kind, false), [])).toBe(false)
    expect(isSameLayout(withShown(shown, kind, false), {}), 'it is as it was').toBe(true)
    const name = columns[2] as Column<Item>
    const hidden = withShown({}, name, false)
    expect([isChosen(name, hidden, []), isSameLayout(withShown(hidden, name, true), {})]).toEqual([false, true])
  })

  it('keeps the column that names the row', () => {
    expect(isChosen(columns[1] as Column<Item>, { hidden: ['name'] }, [])).toBe(true)
  })

  it('leaves out a column that is empty everywhere, unless a person chose it', () => {
    const exit = column('exit', { isEmpty: (item) => item.exit === null })
    expect(isChosen(exit, {}, [{ exit: null }, { exit: null }])).toBe(false)
    expect(isChosen(exit, {}, [{ exit: null }, { exit: 0 }])).toBe(true)
    expect(isChosen(exit, { shown: ['exit'] }, [{ exit: null }])).toBe(true)
    expect(isChosen(exit, {}, []), 'a list without items says nothing about it').toBe(true)
  })
})

describe('the width of a column', () => {
  const when = columns[2] as Column<Item>

  it('is what a person gave it, within bounds, until they set it back', () => {
    const wide = withWidth({}, 'when', 300.4)
    expect(widthOf(when, wide)).toBe(300)
    expect(widthOf(when, withWidth(wide, 'when', null))).toBe(100)
    expect(widthOf(when, { widths: { when: 1 } })).toBe(narrowest)
    expect(widthOf(when, { widths: { when: 9_999 } })).toBe(widest)
  })

  it('stays as it is for a column without a visible name', () => {
    expect(widthOf(columns[0] as Column<Item>, { widths: { on: 500 } })).toBe(20)
  })
})

describe('columns in a narrow table', () => {
  const chosen = columns.slice(0, 4)

  it('are all there where they fit', () => {
    const { columns: shown, tracks, least } = fitted(chosen, {}, 320 + 3 * gap)
    expect(ids(shown)).toBe('on name when last')
    expect(tracks).toEqual(['20px', 'minmax(100px, 1fr)', '100px', '100px'])
    expect(least).toBe(320 + 3 * gap)
  })

  it('go by rank, the highest first', () => {
    expect(ids(fitted(chosen, {}, 319 + 3 * gap).columns)).toBe('on name last')
    expect(ids(fitted(chosen, {}, 150).columns)).toBe('on name')
  })

  it('stay longest if a person chose them', () => {
    expect(ids(fitted(chosen, { shown: ['when'] }, 319 + 3 * gap).columns)).toBe('on name when')
  })

  it('that are for a roomy table are there only if the main column stays comfortably wide', () => {
    const roomy = [column('name', { isMain: true }), column('exit', { isRoomy: true, rank: 9 })]
    expect(ids(fitted(roomy, {}, 420 + gap).columns)).toBe('name exit')
    expect(ids(fitted(roomy, {}, 419 + gap).columns)).toBe('name')
  })

  it('of texts take half of the room to spare, up to what they need, unless a person chose their width', () => {
    const texts = [column('name', { isMain: true }), column('when', { growsTo: 180 })]
    const widthAt = (room: number, layout = {}) => fitted(texts, layout, room + gap).widths
    expect(widthAt(200)).toEqual([100, 100])
    expect(widthAt(300)).toEqual([100, 150])
    expect(widthAt(900)).toEqual([100, 180])
    expect(widthAt(900, { widths: { when: 120 } })).toEqual([100, 120])
  })

  it('give way where even those without a rank do not fit, down to a third', () => {
    const fixed = [column('name', { isMain: true }), column('status')]
    expect(fitted(fixed, {}, 160 + gap).tracks).toEqual(['minmax(80px, 1fr)', '80px'])
    expect(fitted(fixed, {}, 10).tracks).toEqual(['minmax(35px, 1fr)', '35px'])
  })
})

it('layouts that show the same columns are the same, however they were made', () => {
  expect(isSameLayout({}, { order: [], shown: [], hidden: [], widths: {}, isFlat: false })).toBe(true)
  expect(isSameLayout({ shown: ['a', 'b'], widths: { a: 1, b: 2 } }, { widths: { b: 2, a: 1 }, shown: ['b', 'a'] })).toBe(true)
  expect(isSameLayout({ order: ['a', 'b'] }, { order: ['b', 'a'] })).toBe(false)
  expect(isSameLayout({ widths: { a: 1 } }, { widths: { a: 2 } })).toBe(false)
  expect(isSameLayout({ isFlat: true }, {})).toBe(false)
})
