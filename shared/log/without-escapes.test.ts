import { expect, it } from 'vitest'
import { withoutEscapes } from './without-escapes.ts'

it('escapes of a terminal go, and everything else stays', () => {
  const link = '\x1b]8;;https://example.org\x07docs\x1b]8;;\x1b\\'
  expect(withoutEscapes(`\x1b[1;31merror\x1b[0m: see ${link} \x1b[2Know\x1bM`)).toBe('error: see docs now')
  expect(withoutEscapes('[31m plain, an end \x1b')).toBe('[31m plain, an end \x1b')
})
