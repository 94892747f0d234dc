import { expect, it } from 'vitest'
import { isPrefix, type KeyId, keyTable, keyText, pressText } from './key-table.ts'

const press = (key: string, held: Partial<KeyboardEvent> = {}) =>
  pressText({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held })

it('a press is written as the table writes it', () => {
  expect(press('j')).toBe('j')
  expect(press('J'), 'caps lock').toBe('j')
  expect(press('S', { shiftKey: true })).toBe('Shift+s')
  expect(press('?', { shiftKey: true })).toBe('?')
  expect(press('k', { ctrlKey: true })).toBe('mod+k')
  expect(press('k', { metaKey: true })).toBe('mod+k')
  expect(press('ArrowDown')).toBe('ArrowDown')
})

it('only G starts a sequence', () => {
  expect(isPrefix('g')).toBe(true)
  expect(isPrefix('h')).toBe(false)
  expect(isPrefix('g h')).toBe(false)
})

it('a key is shown as it is pressed', () => {
  expect(keyText('palette', 'Ctrl')).toBe('Ctrl K')
  expect(keyText('palette', '⌘')).toBe('⌘ K')
  expect(keyText('goHome', 'Ctrl')).toBe('G then H')
  expect(keyText('next', 'Ctrl')).toBe('J or ↓')
  expect(keyText('stop', 'Ctrl')).toBe('Shift S')
})

it('no key means two things in the same place', () => {
  const uses = (Object.keys(keyTable) as KeyId[]).flatMap((id) => keyTable[id].keys.map((key) => `${keyTable[id].where}: ${key}`))
  expect(uses.filter((use, at) => uses.indexOf(use) !== at)).toEqual([])
  const anywhere = new Set<string>(Object.values(keyTable).flatMap(({ where, keys }) => (where === 'Anywhere' ? [...keys] : [])))
  const shadowed = Object.values(keyTable).filter(
    ({ where, keys }) => where !== 'Anywhere' && keys.some((key: string) => anywhere.has(key) || isPrefix(key)),
  )
  expect(shadowed).toEqual([])
})
