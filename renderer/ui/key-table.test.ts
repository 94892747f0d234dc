import { expect, it } from 'vitest'
import { pressText, textOfKey } from './key-table.ts'

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
  expect(press('ArrowDown', { shiftKey: true })).toBe('Shift+ArrowDown')
  expect(press('F10', { shiftKey: true })).toBe('Shift+F10')
})

it('a key is shown as it is pressed', () => {
  expect(textOfKey('mod+k', 'Ctrl')).toBe('Ctrl K')
  expect(textOfKey('mod+k', '⌘')).toBe('⌘ K')
  expect(textOfKey('g h', 'Ctrl')).toBe('G then H')
  expect(textOfKey('ArrowDown', 'Ctrl')).toBe('↓')
  expect(textOfKey('Shift+s', 'Ctrl')).toBe('Shift S')
  expect(textOfKey(press('+', { ctrlKey: true }), 'Ctrl')).toBe('Ctrl +')
  expect(textOfKey(press(' '), 'Ctrl')).toBe('Space')
  expect(textOfKey('Delete', 'Ctrl')).toBe('Del')
})
