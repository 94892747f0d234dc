import { expect, test } from 'vitest'
import { shownWidth } from './shown-width.ts'

const widthOf = (text: string): number => shownWidth({ n: 1, at: 0, stream: 'out', text, cut: 0, open: false })

test('a line is as wide as what is seen of it', () => {
  const progress = Array.from({ length: 100 }, (_, at) => `downloading ${at + 1} %`).join('\r')
  expect(widthOf('plain')).toBe(5)
  expect(widthOf(progress)).toBe('downloading 100 %'.length)
  expect(widthOf('\x1b[31mred\x1b[0m')).toBe(3)
})
