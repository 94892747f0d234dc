import { ChangeSet, Text } from '@codemirror/state'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { changeBetween } from './code-mirror-outside.ts'

it('the change between two texts makes one of the other', () => {
  const text = fc.array(fc.constantFrom('a', 'b', '\n'), { maxLength: 30 }).map((letters) => letters.join(''))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changes = ChangeSet.of(changeBetween(before, after), before.length)
      expect(changes.apply(Text.of(before.split('\n'))).toString()).toBe(after)
    }),
  )
})

it('what both texts begin and end with is not replaced', () => {
  expect(changeBetween('a: 1\nb: 2\nc: 3\n', 'a: 1\nb: 20\nc: 3\n')).toEqual({ from: 9, to: 9, insert: '0' })
  expect(changeBetween('aa', 'aaa')).toEqual({ from: 2, to: 2, insert: 'a' })
  expect(changeBetween('same', 'same')).toEqual({ from: 4, to: 4, insert: '' })
})
