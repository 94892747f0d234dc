import { expect, it } from 'vitest'
import { type Line, linesOf } from './folders.ts'

const items = ['z', 'a', 'ops:y', 'ops:b', 'ops/backup:n', 'db 10:x', 'db 2:w']
const folderOf = (item: string): string => (item.includes(':') ? (item.split(':')[0] ?? '') : '')
const text = (line: Line<string>): string =>
  line.folder
    ? `${'  '.repeat(line.folder.depth)}${line.folder.isOpen ? '-' : '+'} ${line.folder.name} ${line.folder.items.length}`
    : `${'  '.repeat(line.depth)}${line.item}`

it('items stand below their folders, in the order they came in; folders are before items, by name', () => {
  expect(linesOf(items, folderOf, () => true).map(text)).toEqual([
    ...['- db 2 1', '  db 2:w', '- db 10 1', '  db 10:x'],
    ...['- ops 3', '  - backup 1', '    ops/backup:n', '  ops:y', '  ops:b'],
    ...['z', 'a'],
  ])
})

it('a closed folder shows none of its items and folders, and counts them', () => {
  expect(linesOf(items, folderOf, (path) => path !== 'ops').map(text)).toEqual([
    ...['- db 2 1', '  db 2:w', '- db 10 1', '  db 10:x', '+ ops 3', 'z', 'a'],
  ])
})
