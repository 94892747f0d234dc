import { expect, it } from 'vitest'
import { cutNote, sizeText } from './size-text.ts'

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_024, '1 KB'],
  [1_234_567, '1.2 MB'],
  [16_700_000, '16.7 MB'],
  [64 * 1024 * 1024, '64 MB'],
  [1_073_741_824, '1 GB'],
  [1_000_000_000, '1 GB'],
  [1_200_000_000, '1.2 GB'],
])('%i bytes are written as %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text)
})

it('the note about a full disk says how much was written before, if anything was', () => {
  expect(cutNote(1_200_000_000, 340_000_000)).toBe('output was cut at 1.2 GB: the disk was full, and 340 MB are missing here')
  expect(cutNote(0, 1_500_000)).toBe('the first 1.5 MB of output are missing: the disk was full')
})
