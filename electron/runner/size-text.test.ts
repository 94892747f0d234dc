import { expect, it } from 'vitest'
import { sizeText } from './size-text.ts'

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
])('%i bytes are written as %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text)
})
