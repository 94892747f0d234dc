import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { decodeRecord, indexPath, recordBytes } from '../../runner/log-format.ts'
import { temporaryFolder } from '../testing/engine.ts'
import { sayMissing } from './missing-output.ts'

const note = '[LocalFlow] output was cut at 7 bytes: the disk was full, and 2 KB are missing here\n'

it('a log says once how much of its end a full disk refused, in a line of its own', async () => {
  const path = join(temporaryFolder(), 'log')
  writeFileSync(path, 'one\ntwo')
  const ended = { at: 12, bytes: 7, lines: 1, unsaidBytes: 2_048 }
  const whole = { at: 12, bytes: 8 + note.length, lines: 3, unsaidBytes: 2_048 }
  expect(await sayMissing(path, ended)).toEqual(whole)
  expect((await sayMissing(path, ended)).bytes).toBe(whole.bytes)
  expect(readFileSync(path, 'utf8')).toBe(`one\ntwo\n${note}`)
  const index = readFileSync(indexPath(path))
  expect([0, recordBytes].map((place) => decodeRecord(index, place))).toMatchObject([
    { offset: 0, lines: 0, stream: 'out' },
    { offset: 7, lines: 1, at: 12, stream: 'note' },
  ])
})

it('a log that a full disk kept from being created has the note alone, and one with every byte stays as it is', async () => {
  const folder = temporaryFolder()
  const [none, complete] = [join(folder, 'day', 'none'), join(folder, 'complete')]
  expect(await sayMissing(none, { at: 12, bytes: 0, lines: 0, unsaidBytes: 5 })).toMatchObject({ lines: 1 })
  expect(readFileSync(none, 'utf8')).toBe('[LocalFlow] the first 5 bytes of output are missing: the disk was full\n')
  writeFileSync(complete, 'all\n')
  expect(await sayMissing(complete, { at: 12, bytes: 4, lines: 1 })).toEqual({ at: 12, bytes: 4, lines: 1 })
  expect(readFileSync(complete, 'utf8')).toBe('all\n')
  expect(existsSync(indexPath(complete))).toBe(false)
})
