import { expect, it } from 'vitest'
import { createMask } from './mask.ts'
import { createRawOffsets } from './raw-offsets.ts'
import { secretFinder } from './secret-finder.ts'

/** Every place in what was passed on, and what a new mask makes of the rest of the program's bytes from there. */
function eachPlace(text: string, secrets: string[], size: number): { passed: string; goneOn: string[] } {
  const bytes = Buffer.from(text)
  const find = secretFinder(secrets)
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size))
  const mask = createMask(find)
  const passed = Buffer.concat([...pieces.map((piece) => mask?.take(piece) ?? piece), mask?.end() ?? Buffer.alloc(0)]).toString()
  const goneOn = Array.from({ length: passed.length + 1 }, (_, place) => {
    const offsets = createRawOffsets(0)
    const first = createMask(find, offsets.passed)
    for (const piece of pieces) first?.take(piece)
    first?.end()
    const raw = offsets.at(place)
    if (raw === null) return passed
    const again = createMask(find)
    return passed.slice(0, place) + Buffer.concat([again?.take(bytes.subarray(raw)) ?? bytes, again?.end() ?? bytes]).toString()
  })
  return { passed, goneOn }
}

it.each([1, 2, 3, 7, 40, 64, 90, 1_000])(
  'another mask goes on anywhere as the first would have, by pieces of %i bytes',
  (size) => {
    const filler = `${'x'.repeat(50)} hunte\n`
    const text = `${filler}a secret\nhunter2 and hunter2hunter2\nhun\nter2 \u001b[31mhun\u001b[0mter2\n${filler}hunter2 ${filler}hunter`
    const { passed, goneOn } = eachPlace(text, ['hunter2', 'secret'], size)
    expect(passed).not.toContain('hunter2')
    expect(new Set(goneOn)).toEqual(new Set([passed]))
  },
)

it('without secrets the places are the same, behind those that were there before', () => {
  const offsets = createRawOffsets(100)
  offsets.passed(50, 0, 0)
  expect([offsets.at(0), offsets.at(20), offsets.at(50)]).toEqual([100, 120, 150])
})

it('inside a replacement there is no place to go on from', () => {
  const offsets = createRawOffsets(0)
  offsets.passed(2, 7, 3)
  expect([offsets.at(2), offsets.at(3), offsets.at(5)]).toEqual([2, null, 9])
})
